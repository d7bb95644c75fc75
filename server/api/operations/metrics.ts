import { z } from 'zod';
import { bases } from '../../domain/deals/metrics.ts';
import { routes } from '../../domain/deals/terms.ts';
import { date, id, list, money, page } from '../common.ts';
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
      /** Deals of the centre of which something has happened that these figures do not hold yet. */
      waiting: z.int(),
      definition: z.strictObject({ version: z.string(), basis: z.enum(bases), minimumLevel: level, text: z.string() }),
      /** The headline of each year: by completion, at or above the minimum level. */
      headline: z.array(z.strictObject({ year: z.int(), amount: money, deals: z.int() })),
      cells: z.array(
        z.strictObject({
          year: z.int(),
          basis: z.enum(bases),
          route: z.enum(routes),
          level,
          amount: money,
          /** The deals in it: a deal stands in several cells when its lines have several levels or days. */
          dealIds: z.array(id),
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
      /** Lines of this level or a higher one, as a headline counts them. */
      levelFrom: z.coerce.number().int().min(0).max(4).optional(),
    }),
    out: list(
      z.strictObject({
        lineId: id,
        dealId: id,
        basis: z.enum(bases),
        year: z.int(),
        date,
        route: z.enum(routes),
        level,
        amount: money,
        line: z.strictObject({ kind: z.string(), part: z.string(), amount: money, proofSha256: z.string().nullable() }),
        contractSha256: z.string().nullable(),
        evidence: z.array(z.strictObject({ kind: z.string(), number: z.string(), date })),
      }),
    ),
  }),
  'metrics.compare': operation({
    summary: 'Rebuild the amounts of all centres from the events and report every difference from what is kept',
    method: 'get',
    path: '/api/amounts/comparison',
    who: 'administrator',
    out: z.strictObject({
      deals: z.int(),
      lines: z.int(),
      /** Deals with an event on its way to their amounts. */
      waiting: z.int(),
      differences: z.array(z.strictObject({ dealId: id, what: z.string() })),
    }),
  }),
} as const;
