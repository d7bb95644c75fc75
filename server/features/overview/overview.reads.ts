import type { Output } from '../../api/operations.ts';
import { nobody } from '../../domain/actors.ts';
import type { Minimum } from '../../domain/contracts/price-batches.ts';
import type { VerificationLevel } from '../../domain/contracts/levels.ts';
import { industriesOf } from '../../domain/industry.ts';
import type { Money } from '../../domain/money.ts';
import type { Clock } from '../../platform/clock.ts';
import { Away } from '../../platform/away.ts';
import { keptFor } from '../../platform/kept-for.ts';
import type { CountedTexts } from '../../platform/database/counts.store.ts';

type Overview = Output<'overview.get'>;
type Found<Item> = Readonly<{
  items: readonly Item[];
  total: number;
  facets: Readonly<Record<string, readonly Readonly<{ value: string; count: number }>[]>>;
}>;
type Asked = { text: string; limit: number; sort: 'newest' };

export type OverviewPorts = Readonly<{
  clock: Clock;
  /** What everybody finds. */
  patents: (actor: typeof nobody, query: Asked) => Promise<Found<Owned<NonNullable<Overview['newPatents']>[number]>>>;
  needs: (
    actor: typeof nobody,
    query: Asked,
  ) => Promise<Found<Owned<NonNullable<Overview['newNeeds']>[number]> & Readonly<{ openedAt: string }>>>;
  /** The same counted in the database, for while the search is away. */
  counted: Readonly<{
    patents: () => Promise<CountedTexts>;
    needs: () => Promise<CountedTexts>;
    needsSince: (since: Date) => Promise<number>;
  }>;
  /** The public figures; null before they are enough. */
  totals: () => Promise<Readonly<{ contracts: number; amount: Money; level: VerificationLevel; at: Date }> | null>;
  minimum: (now: Date) => Promise<Minimum>;
}>;
type Owned<Item> = Item & Readonly<{ organisationId: string | null }>;

/** So long an answer is given again: what is taken back is gone from the page as soon as from a list on a screen. */
const keptMs = 5_000;
/** So many of the newest are looked at. */
const most = 60;
const weekMs = 7 * 86_400_000;
const shown = 6;
/** Of one owner, who may have brought hundreds at once. */
const ofOneOwner = 2;
const mostIndustries = 12;

/** Counting reads every listing, so it is done this seldom. */
const countedMs = 600_000;

/** What is found, and its newest; without the newest while the search is away. */
type OnOffer = Pick<Overview, 'patents' | 'needs' | 'needsThisWeek' | 'newPatents' | 'newNeeds'> &
  Readonly<{ wanted: CountedTexts['texts']; offered: CountedTexts['texts'] }>;

/** The public home page, made from what a visitor may find. */
export function overviewReads({ clock, patents, needs, counted, totals, minimum }: OverviewPorts) {
  const weekBefore = (now: Date) => now.getTime() - weekMs;

  const found = async (now: Date): Promise<OnOffer> => {
    const query: Asked = { text: '', limit: most, sort: 'newest' };
    const [offered, wanted] = await Promise.all([patents(nobody, query), needs(nobody, query)]);
    return {
      patents: offered.total,
      needs: wanted.total,
      needsThisWeek: wanted.items.filter(({ openedAt }) => Date.parse(openedAt) > weekBefore(now)).length,
      offered: offered.facets['industry'] ?? [],
      wanted: wanted.facets['industry'] ?? [],
      newPatents: spread(offered.items).map(
        ({ id, title, ipc, industry, routes, holders, maturity, remainingMonths, askingPrice }) => ({
          ...{ id, title, ipc, industry, routes, holders, maturity, remainingMonths, askingPrice },
        }),
      ),
      newNeeds: spread(wanted.items).map(
        ({ id, title, ipc, industry, routes, company, minimumMaturity, budgetFrom, budgetTo, wantedBy }) => ({
          ...{ id, title, ipc, industry, routes, company, minimumMaturity, budgetFrom, budgetTo, wantedBy },
        }),
      ),
    };
  };

  const inDatabase = keptFor(clock, countedMs, async (now): Promise<OnOffer> => {
    const [offered, wanted] = await Promise.all([counted.patents(), counted.needs()]);
    return {
      patents: offered.total,
      needs: wanted.total,
      needsThisWeek: Math.min(most, await counted.needsSince(new Date(weekBefore(now)))),
      ...{ offered: offered.texts, wanted: wanted.texts, newPatents: null, newNeeds: null },
    };
  });

  return {
    overview: keptFor(clock, keptMs, async (now): Promise<Overview> => {
      const onOffer = found(now).catch((error: unknown) => {
        if (error instanceof Away) return inDatabase();
        throw error;
      });
      const [{ offered, wanted, ...listings }, published, least] = await Promise.all([onOffer, totals(), minimum(now)]);
      return {
        ...listings,
        contracts: published && {
          count: published.contracts,
          amount: published.amount.toJSON(),
          level: published.level,
          publishedAt: published.at.toISOString(),
        },
        minimum: { contracts: least.contracts, suppliers: least.suppliers, demanders: least.demanders },
        industries: industriesOf(wanted, offered, mostIndustries).map((one) => ({ ...one, texts: [...one.texts] })),
      };
    }),
  };
}

/** The first of each owner, as far as there are enough. Pure. */
export function spread<Item extends Readonly<{ organisationId: string | null }>>(items: readonly Item[]): Item[] {
  const counts = new Map<string, number>();
  const first = items.filter(({ organisationId }) => {
    if (organisationId === null) return true;
    const count = (counts.get(organisationId) ?? 0) + 1;
    counts.set(organisationId, count);
    return count <= ofOneOwner;
  });
  return first.slice(0, shown);
}
