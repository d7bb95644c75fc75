import { z } from 'zod';
import { bases } from '../../domain/contracts/amounts.ts';
import { evidenceKinds } from '../../domain/contracts/evidence.ts';
import { contractParts, lineKinds, lineParts, proofKinds } from '../../domain/contracts/ledger.ts';
import { currencies } from '../../domain/money.ts';
import { countedKinds } from '../../domain/contracts/levels.ts';
import { routes } from '../../domain/contracts/routes/routes.ts';
import { date, id, list, money, page, party } from '../common.ts';
import { shownFile, titled } from '../dealing.ts';
import { operation } from '../operation.ts';

const level = z.int().min(0).max(4);
const year = z.coerce.number().int().min(2000).max(2100);
const centre = z.strictObject({ centreId: id });
const who = { administrator: true, also: 'the centre itself, or an authority of its place' } as const;

export const metricsOperations = {
  'metrics.get': operation({
    summary:
      "A centre's conversion amount (转化运营金额) by year, basis, route and level, with the definition it follows",
    method: 'get',
    path: '/api/centres/:centreId/amounts',
    who,
    params: centre,
    out: z.strictObject({
      centreId: id,
      /** Number of the centre's contracts with events that the figures do not include yet. */
      waiting: z.int(),
      definition: z.strictObject({
        version: z.string(),
        basis: z.enum(bases),
        /** The lowest level at which a line counts, by kind. */
        minimumLevels: z.record(z.enum(countedKinds), level),
        text: z.string(),
      }),
      /** Per year, by completion: lines at or above the minimum level of their kind. */
      headline: z.array(z.strictObject({ year: z.int(), amount: money, contracts: z.int() })),
      cells: z.array(
        z.strictObject({
          year: z.int(),
          basis: z.enum(bases),
          route: z.enum(routes),
          level,
          amount: money,
        }),
      ),
      /**
       * Number of contracts with lines at exactly these levels in a year, or in all years (null). Counts of different
       * routes, currencies and levels can be added up, counts of different years cannot.
       */
      counts: z.array(
        z.strictObject({
          year: z.int().nullable(),
          basis: z.enum(bases),
          route: z.enum(routes),
          currency: z.enum(currencies),
          levels: z.array(level),
          contracts: z.int(),
        }),
      ),
    }),
  }),
  'metrics.lines': operation({
    summary: 'The ledger lines behind a figure, with contract, proof and official records; by date',
    method: 'get',
    path: '/api/centres/:centreId/amount-lines',
    who,
    params: centre,
    query: z.strictObject({
      ...page,
      basis: z.enum(bases).default('completion'),
      year: year.optional(),
      route: z.enum(routes).optional(),
      level: z.coerce.number().int().min(0).max(4).optional(),
      /** Only lines at or above the minimum level of their kind. */
      isCounted: z.stringbool().optional(),
    }),
    out: list(
      z.strictObject({
        lineId: id,
        contractId: id,
        basis: z.enum(bases),
        year: z.int(),
        date,
        route: z.enum(routes),
        level,
        amount: money,
        line: z.strictObject({
          kind: z.enum(lineKinds),
          part: z.enum(lineParts),
          amount: money,
          proof: shownFile.extend({ kind: z.enum(proofKinds) }).nullable(),
        }),
        contract: z.strictObject({
          /** The caller is in it; whoever is not inspects it, see `contracts.inspect`. */
          isMine: z.boolean(),
          parties: z.array(party.extend({ part: z.enum(contractParts) })),
          patents: z.array(titled),
          file: shownFile.nullable(),
          /** How many other contracts of the centre are on record with the very same file. */
          sameFile: z.int(),
        }),
        evidence: z.array(
          z.strictObject({ kind: z.enum(evidenceKinds), number: z.string(), date, file: shownFile.nullable() }),
        ),
      }),
    ),
  }),
  'metrics.compare': operation({
    summary: 'Rebuild the amounts of all centres from the events and report every difference from what is kept',
    method: 'get',
    path: '/api/amounts/comparison',
    cost: 'heavy',
    who: 'administrator',
    out: z.strictObject({
      contracts: z.int(),
      lines: z.int(),
      /** Number of contracts with events that the kept amounts do not include yet. */
      waiting: z.int(),
      differences: z.array(z.strictObject({ contractId: id, what: z.string() })),
      /** Number of cells of centres' figures that differ from the sum of their lines. */
      cells: z.int(),
    }),
  }),
} as const;
