import { z } from 'zod';
import { verificationLevels } from '../../domain/contracts/levels.ts';
import { dealRoutes } from '../../domain/patents/patent-content.ts';
import { date, id, instant, money, named } from '../common.ts';
import { operation } from '../operation.ts';

const onOffer = {
  id,
  title: z.string(),
  ipc: z.array(z.string()),
  industry: z.string().nullable(),
  routes: z.array(z.enum(dealRoutes)),
};
const patent = z.strictObject({
  ...onOffer,
  holders: z.array(z.string()),
  maturity: z.int().nullable(),
  remainingMonths: z.int().nullable(),
  askingPrice: money.nullable(),
});
const need = z.strictObject({
  ...onOffer,
  /** Null for an anonymous need. */
  company: z.string().nullable(),
  minimumMaturity: z.int().nullable(),
  budgetFrom: money.nullable(),
  budgetTo: money.nullable(),
  wantedBy: date.nullable(),
});
named({ PatentOnOffer: patent, NeedOnOffer: need });

export const overviewOperations = {
  'overview.get': operation({
    summary:
      'What the exchange did and has, as everybody may see it: the public home page in one read, a few seconds old',
    method: 'get',
    path: '/api/overview',
    who: 'anyone',
    out: z.strictObject({
      /** On offer and open now. */
      patents: z.int(),
      needs: z.int(),
      /** Of the needs, those opened within seven days; 60 stands for as many or more. */
      needsThisWeek: z.int(),
      /**
       * Completed contracts, as far as they are public (decision 057): in steps of enough contracts, amounts rounded.
       * Null before they are enough.
       */
      contracts: z
        .strictObject({
          count: z.int(),
          amount: money,
          /** The verification level that every line of them reaches. */
          level: z.union(verificationLevels.map((level) => z.literal(level))),
          publishedAt: instant,
        })
        .nullable(),
      /** At least so many contracts of so many parties make a step of the figures. */
      minimum: z.strictObject({ contracts: z.int(), suppliers: z.int(), demanders: z.int() }),
      /** The largest, the most wanted first. `texts`: as their owners write them, to search for. */
      industries: z
        .array(
          z.strictObject({
            code: z.string().nullable(),
            texts: z.array(z.string()),
            needs: z.int(),
            patents: z.int(),
          }),
        )
        .max(12),
      /** The newest, at most two of an owner; null while the search is away, and the figures are then ten minutes old. */
      newPatents: z.array(patent).max(6).nullable(),
      newNeeds: z.array(need).max(6).nullable(),
    }),
  }),
} as const;
