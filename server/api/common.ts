import { z } from 'zod';
import { currencies, Money } from '../domain/money.ts';
import { idPattern } from '../domain/ids.ts';
import { parameterKeys } from '../domain/parameters.ts';
import { placePattern } from '../domain/place.ts';

/** Names schemas: each stands once in `openapi.json`, where all that use it refer to it. */
export function named(schemas: Readonly<Record<string, z.ZodType>>): void {
  for (const [name, schema] of Object.entries(schemas)) schema.register(z.globalRegistry, { id: name });
}

/** Schemas that every capability uses. Requests are strict: an unknown field is refused. */
export const id = z.string().regex(idPattern);
export const version = z.int().min(0);
export const place = z.string().regex(placePattern);
/** A calendar date in Asia/Shanghai, `YYYY-MM-DD`. */
export const date = z.iso.date();
/** An instant, ISO 8601 in UTC. */
export const instant = z.iso.datetime();
export const title = z.string().trim().min(1).max(300);
export const longText = z.string().trim().max(20_000);

/** Money on the wire; the amount is text, exact to the fen. */
export const money = z.strictObject({
  amount: z.string().refine((text) => {
    try {
      Money.of(text, 'CNY');
      return true;
    } catch {
      return false;
    }
  }, 'money.malformed'),
  currency: z.enum(currencies),
});

/** An amount that may not be negative. */
export const positiveMoney = money.refine(({ amount }) => !amount.startsWith('-'), 'money.malformed');

/** An organisation, as other things name it. */
export const party = z.strictObject({ id, name: z.string() });

/**
 * What every command carries: its own id (the same command sent twice happens once) and the version of the thing that
 * its author saw.
 */
export const command = { commandId: id, expectedVersion: version };
/** A create carries the id of the thing to be and the version 0. */
export const create = { id, commandId: id, expectedVersion: z.literal(0) };

/** What every command answers. */
export const outcome = z.strictObject({ id: z.string(), version });
export type Outcome = z.infer<typeof outcome>;

/** A term that runs: what its table does once the last day has passed. Provisional (暂定) in a year whose notice is not out. */
export const deadline = z.strictObject({
  ...{ startedOn: date, firstDay: date, lastDay: date, days: z.int(), counting: z.enum(['calendar', 'working']) },
  ...{ parameter: z.enum(parameterKeys), place, source: z.string(), isProvisional: z.boolean() },
});

named({
  Deadline: deadline,
  Id: id,
  Version: version,
  Date: date,
  Instant: instant,
  Money: money,
  Party: party,
  Outcome: outcome,
});
named({ PositiveMoney: positiveMoney });

/** The query of every list, and what every list answers: a stable order, at most 100 at a time. */
export const page = {
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(500).optional(),
};
export const list = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });
