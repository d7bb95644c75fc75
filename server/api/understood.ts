import { z } from 'zod';
import { dealRoutes } from '../domain/patents/patent-content.ts';
import { date, named, positiveMoney } from './common.ts';

const from = { key: z.string(), words: z.string(), start: z.int(), end: z.int() };
/** What was read in a need's own words: a condition, or a figure that it asks for. */
export const understood = z.union([
  z.strictObject({ field: z.literal('budget'), ...from, from: positiveMoney.nullable(), to: positiveMoney.nullable() }),
  z.strictObject({ field: z.literal('routes'), ...from, route: z.enum(dealRoutes) }),
  z.strictObject({ field: z.literal('wantedBy'), ...from, date }),
  z.strictObject({ field: z.enum(['region', 'industry']), ...from, name: z.string() }),
  z.strictObject({ field: z.literal('minimumMaturity'), ...from, level: z.int() }),
  /** `about`: the words before it, which say what is measured. */
  z.strictObject({ field: z.literal('figure'), ...from, about: z.string() }),
]);

named({ Understood: understood });
