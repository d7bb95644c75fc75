import type { Output } from '../../api/operations.ts';
import { nobody } from '../../domain/actors.ts';
import type { Minimum } from '../../domain/contracts/price-batches.ts';
import type { VerificationLevel } from '../../domain/contracts/levels.ts';
import { industriesOf } from '../../domain/industry.ts';
import { Money } from '../../domain/money.ts';
import type { Clock } from '../../platform/clock.ts';
import { keptFor } from '../../platform/kept-for.ts';

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
  patents: (actor: typeof nobody, query: Asked) => Promise<Found<Owned<Overview['newPatents'][number]>>>;
  needs: (
    actor: typeof nobody,
    query: Asked,
  ) => Promise<Found<Owned<Overview['newNeeds'][number]> & Readonly<{ openedAt: string }>>>;
  /** The public figures; null before they are enough. */
  totals: () => Promise<Readonly<{ contracts: number; yuan: number; level: VerificationLevel; at: Date }> | null>;
  minimum: (now: Date) => Promise<Minimum>;
}>;
type Owned<Item> = Item & Readonly<{ organisationId: string | null }>;

/** So long an answer is given again: what is taken back is gone from the page as soon as from a list on a screen. */
const keptMs = 5_000;
const weekMs = 7 * 86_400_000;
const shown = 6;
/** Of one owner, who may have brought hundreds at once. */
const ofOneOwner = 2;
const mostIndustries = 12;

/** The public home page, made from what a visitor may find. */
export const overviewReads = ({ clock, patents, needs, totals, minimum }: OverviewPorts) => ({
  overview: keptFor(clock, keptMs, async (now): Promise<Overview> => {
    const query: Asked = { text: '', limit: 60, sort: 'newest' };
    const [offered, wanted, published, least] = await Promise.all([
      patents(nobody, query),
      needs(nobody, query),
      totals(),
      minimum(now),
    ]);
    return {
      patents: offered.total,
      needs: wanted.total,
      needsThisWeek: wanted.items.filter(({ openedAt }) => Date.parse(openedAt) > now.getTime() - weekMs).length,
      contracts: published && {
        count: published.contracts,
        amount: Money.of(`${published.yuan}.00`, 'CNY').toJSON(),
        level: published.level,
        publishedAt: published.at.toISOString(),
      },
      minimum: { contracts: least.contracts, suppliers: least.suppliers, demanders: least.demanders },
      industries: industriesOf(wanted.facets['industry'] ?? [], offered.facets['industry'] ?? [], mostIndustries).map(
        (one) => ({ ...one, texts: [...one.texts] }),
      ),
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
  }),
});

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
