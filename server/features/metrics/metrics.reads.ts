import type { Output } from '../../api/operations.ts';
import type { Actor } from '../../domain/actors.ts';
import type { CalendarDate } from '../../domain/calendar.ts';
import type { Basis } from '../../domain/contracts/amounts.ts';
import type { Evidence, FileProof } from '../../domain/contracts/evidence.ts';
import type { LedgerLine } from '../../domain/contracts/ledger.ts';
import { countedKinds, type MinimumLevels } from '../../domain/contracts/levels.ts';
import type { Route } from '../../domain/contracts/routes/routes.ts';
import { DomainError } from '../../domain/errors.ts';
import { Money } from '../../domain/money.ts';
import type { JudgedOrganisation } from '../../domain/organisations.ts';
import { mayReadFigures } from '../../domain/organisations/organisation-visibility.ts';
import { afterCursor, nextCursor } from '../../platform/doors/paging.ts';
import type { KeptAmount, MetricsStore } from './metrics.store.ts';

export type MetricsPorts = Readonly<{
  store: MetricsStore;
  /** The centre, with what decides who may look at its figures; null when there is none. */
  centre: (id: string) => Promise<(JudgedOrganisation & { place: string }) | null>;
  /** Lines of a contract's ledger and the papers behind them. */
  papers: (
    contractId: string,
  ) => Promise<{ ledger: readonly LedgerLine[]; file: FileProof | null; evidence: readonly Evidence[] }>;
  /** How many contracts of a centre have an event still on its way to their amounts. */
  waiting: (centreId: string) => Promise<number>;
  /** The minimum level of each kind of line in a place, and since when they are what they are. */
  minimumLevels: (place: string) => Promise<{ levels: MinimumLevels; effectiveFrom: CalendarDate }>;
}>;

/** What people see of amounts. */
export function metricsReads({ store, centre, papers, waiting, minimumLevels }: MetricsPorts) {
  const visibleCentre = async (actor: Actor, centreId: string) => {
    const found = await centre(centreId);
    if (!found || !mayReadFigures(actor, found)) throw new DomainError('NOT_FOUND', 'common.notFound');
    return found;
  };

  return {
    centre: async (actor: Actor, centreId: string): Promise<Output<'metrics.get'>> => {
      const { place } = await visibleCentre(actor, centreId);
      // asked first: what arrives between the two counts as waiting and is there, never the other way round
      const stillWaiting = await waiting(centreId);
      const lines = await store.ofCentre(centreId);
      const { levels, effectiveFrom } = await minimumLevels(place);
      const counted = lines.filter(({ basis, kind, level }) => basis === 'completion' && level >= levels[kind]);
      return {
        centreId,
        waiting: stillWaiting,
        definition: {
          version: effectiveFrom,
          basis: 'completion',
          minimumLevels: levels,
          text: '已完成合同的固定部分、已到账提成、作价出资与实际放款之和，减去退款（含固定部分的退款）与冲销；按完成日计年，完成后的到账、退款与冲销计入其发生之年（北京时间），每笔核验级别不低于该类账目的下限。未见官方口径，本口径为平台约定。',
        },
        headline: groupBy(counted, ({ year }) => [year]).map(({ key: [year = 0], amount, contractIds }) => ({
          year,
          amount,
          contracts: contractIds.length,
        })),
        cells: groupBy(lines, ({ year, basis, route, level }) => [year, basis, route, level] as const).map(
          ({ key: [year, basis, route, level], amount, contractIds }) => ({
            ...{ year, basis, route, level, amount, contractIds },
          }),
        ),
      };
    },

    lines: async (
      actor: Actor,
      centreId: string,
      query: {
        limit: number;
        cursor?: string | undefined;
        basis: Basis;
        year?: number | undefined;
        route?: Route | undefined;
        level?: number | undefined;
        isCounted?: boolean | undefined;
      },
    ): Promise<Output<'metrics.lines'>> => {
      const { place } = await visibleCentre(actor, centreId);
      const { limit, cursor, isCounted, ...wanted } = query;
      const filter = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
      const { levels } = await minimumLevels(place);
      const counted = isCounted ? [{ $or: countedKinds.map((kind) => ({ kind, level: { $gte: levels[kind] } })) }] : [];
      const found = await store.page(
        { $and: [{ centreId, ...filter }, ...counted, afterCursor(cursor, ['date', '_id'])] },
        limit + 1,
      );
      const items = [];
      for (const kept of found.slice(0, limit)) {
        const { ledger, file, evidence } = await papers(kept.contractId);
        const line = ledger.find(({ id }) => id === kept.lineId);
        if (!line) throw new Error('an amount has a ledger line');
        const { lineId, contractId, basis, year, date, route, level, amount } = kept;
        items.push({
          ...{ lineId, contractId, basis, year, date, route, level, amount: amount.toJSON() },
          line: {
            kind: line.kind,
            part: line.part,
            amount: line.amount.toJSON(),
            proofSha256: line.proof?.sha256 ?? null,
          },
          contractSha256: file?.sha256 ?? null,
          evidence: evidence.map(({ kind, number, date: on }) => ({ kind, number, date: on })),
        });
      }
      return { items, nextCursor: nextCursor(found, limit, ({ date, id }) => [date, id]) };
    },
  };
}

/** Sums per key and currency, in the order of first appearance. */
function groupBy<Key extends readonly unknown[]>(lines: readonly KeptAmount[], keyOf: (line: KeptAmount) => Key) {
  const groups = new Map<string, { key: Key; lines: KeptAmount[] }>();
  for (const line of lines) {
    const key = keyOf(line);
    const name = JSON.stringify([...key, line.amount.currency]);
    const group = groups.get(name) ?? { key, lines: [] };
    group.lines.push(line);
    groups.set(name, group);
  }
  return [...groups.values()].map((group) => ({
    key: group.key,
    amount: Money.sum(
      group.lines.map(({ amount }) => amount),
      group.lines[0]?.amount.currency ?? 'CNY',
    ).toJSON(),
    contractIds: [...new Set(group.lines.map(({ contractId }) => contractId))],
  }));
}
