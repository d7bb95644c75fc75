import type { Input, Output } from '../../api/operations.ts';
import type { Actor } from '../../domain/actors.ts';
import type { CalendarDate } from '../../domain/calendar.ts';
import type { LedgerLine } from '../../domain/contracts/ledger.ts';
import { type AmountCell, type CountCell, isEnough } from '../../domain/contracts/figures.ts';
import type { MinimumLevels } from '../../domain/contracts/levels.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Currency, Money } from '../../domain/money.ts';
import type { JudgedOrganisation } from '../../domain/organisations.ts';
import { mayReadFigures } from '../../domain/organisations/organisation-visibility.ts';
import type { MetricsStore } from './metrics.store.ts';

export type MetricsPorts = Readonly<{
  store: MetricsStore;
  /** The centre, with what decides who may read its figures. */
  centre: (id: string) => Promise<(JudgedOrganisation & { place: string }) | null>;
  /** What lines of a centre rest on, as the actor may see it, by contract id. */
  papers: (actor: Actor, centreId: string, contractIds: readonly string[]) => Promise<ReadonlyMap<string, Papers>>;
  /** Number of a centre's contracts with events that are not in the stored amounts yet. */
  waiting: (centreId: string) => Promise<number>;
  /** The minimum level by kind of line in a place, and the day since which all of them hold. */
  minimumLevels: (place: string) => Promise<{ levels: MinimumLevels; effectiveFrom: CalendarDate }>;
}>;

type Line = Output<'metrics.lines'>['items'][number];
type Proof = Line['line']['proof'];
type Papers = Line['contract'] &
  Readonly<{ ledger: readonly (Omit<LedgerLine, 'proof'> & { proof: Proof })[]; evidence: Line['evidence'] }>;

export function metricsReads({ store, centre, papers, waiting, minimumLevels }: MetricsPorts) {
  const visibleCentre = async (actor: Actor, centreId: string) => {
    const found = await centre(centreId);
    if (!found || !mayReadFigures(actor, found)) throw new DomainError('NOT_FOUND', 'common.notFound');
    return found;
  };

  return {
    centre: async (actor: Actor, centreId: string): Promise<Output<'metrics.get'>> => {
      const { place } = await visibleCentre(actor, centreId);
      // read first, so that an event delivered in between counts as waiting although included, never the reverse
      const stillWaiting = await waiting(centreId);
      const { amounts, counts } = await store.figures.ofCentre(centreId);
      const { levels, effectiveFrom } = await minimumLevels(place);
      const counted = [...amounts.values()].filter((cell) => cell.basis === 'completion' && isEnough(cell, levels));
      const contracts = [...counts.values()];
      const inHeadline = (year: number, currency: Currency) =>
        contracts.filter(
          (cell) =>
            cell.basis === 'completion' &&
            cell.year === year &&
            cell.currency === currency &&
            cell.profile.some((proved) => isEnough(proved, levels)),
        );
      return {
        centreId,
        waiting: stillWaiting,
        definition: {
          version: effectiveFrom,
          basis: 'completion',
          minimumLevels: levels,
          text: '已完成合同的固定部分、已到账提成、作价出资与实际放款之和，减去退款（含固定部分的退款）与冲销；按完成日计年，完成后的到账、退款与冲销计入其发生之年（北京时间），每笔核验级别不低于该类账目的下限。未见官方口径，本口径为平台约定。',
        },
        headline: groupBy(counted, ({ year }) => [year]).map(({ key: [year = 0], amount }) => ({
          year,
          amount: amount.toJSON(),
          contracts: total(inHeadline(year, amount.currency)),
        })),
        cells: groupBy(
          [...amounts.values()],
          ({ year, basis, route, level }) => [year, basis, route, level] as const,
        ).map(({ key: [year, basis, route, level], amount }) => ({
          year,
          basis,
          route,
          level,
          amount: amount.toJSON(),
        })),
        counts: contracts.map(({ profile, basis, route, currency, year, contracts: count }) => ({
          ...{ basis, route, currency, year, contracts: count },
          levels: [...new Set(profile.map(({ level }) => level))].sort(),
        })),
      };
    },

    lines: async (
      actor: Actor,
      centreId: string,
      query: Input<'metrics.lines'>['query'],
    ): Promise<Output<'metrics.lines'>> => {
      const { place } = await visibleCentre(actor, centreId);
      const { limit, cursor, isCounted, ...wanted } = query;
      const { levels } = await minimumLevels(place);
      const found = await store.page(
        centreId,
        { ...wanted, counted: isCounted ? levels : undefined },
        { limit, cursor },
      );
      const ids = [...new Set(found.rows.map(({ contractId }) => contractId))];
      const ofContracts = await papers(actor, centreId, ids);
      const items = [];
      for (const kept of found.rows) {
        const { ledger, evidence, ...contract } = ofContracts.get(kept.contractId) ?? noPapers();
        const line = ledger.find(({ id }) => id === kept.lineId);
        if (!line) throw new Error('an amount has a ledger line');
        const { lineId, contractId, basis, year, date, route, level, amount } = kept;
        items.push({
          ...{ lineId, contractId, basis, year, date, route, level, amount: amount.toJSON() },
          line: {
            kind: line.kind,
            part: line.part,
            amount: line.amount.toJSON(),
            proof: line.proof,
          },
          ...{ contract, evidence },
        });
      }
      return { items, nextCursor: found.nextCursor };
    },
  };
}

const total = (cells: readonly CountCell[]): number => cells.reduce((sum, { contracts }) => sum + contracts, 0);

const noPapers = (): never => {
  throw new Error('an amount has a contract');
};

/** Sums per key and currency, in the order of first appearance. */
function groupBy<Key extends readonly unknown[]>(cells: readonly AmountCell[], keyOf: (cell: AmountCell) => Key) {
  const groups = new Map<string, { key: Key; amount: Money }>();
  for (const cell of cells) {
    const key = keyOf(cell);
    const name = JSON.stringify([...key, cell.amount.currency]);
    const before = groups.get(name);
    groups.set(name, { key, amount: before ? before.amount.plus(cell.amount) : cell.amount });
  }
  return [...groups.values()];
}
