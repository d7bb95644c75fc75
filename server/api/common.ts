import { z } from 'zod';
import { currencies, Money } from '../domain/money.ts';
import { idPattern } from '../domain/ids.ts';
import { parameterKeys } from '../domain/parameters.ts';
import { placePattern } from '../domain/place.ts';
import { isDivision, isPlace } from '../domain/places.ts';
import { cleanFileName, publicName } from '../domain/public-name.ts';

/** Names schemas: `openapi.json` has each once, as a component that others refer to. */
export function named(schemas: Readonly<Record<string, z.ZodType>>): void {
  for (const [name, schema] of Object.entries(schemas)) schema.register(z.globalRegistry, { id: name });
}

export const id = z.string().regex(idPattern);
export const version = z.int().min(0);
export const place = z.string().regex(placePattern, 'common.noSuchPlace');
/** A place as it is entered: a division that there is (GB/T 2260), or the whole country. */
export const knownPlace = place.refine(isPlace, 'common.noSuchPlace');
/** Where something lies: a division that there is. */
export const seat = place.refine(isDivision, 'common.noSuchPlace');
/** A calendar date in Asia/Shanghai, `YYYY-MM-DD`. */
export const date = z.iso.date();
/** An instant, ISO 8601 in UTC. */
export const instant = z.iso.datetime();
export const title = z.string().trim().min(1).max(300);
/** A name in its one spelling; `badName` for a text of which `spelling` makes none. */
const spelt = (spelling: (text: string) => string | null, least: number, most: number) =>
  z
    .string()
    .transform((text, context) => {
      const name = spelling(text);
      if (name !== null) return name;
      context.addIssue({ code: 'custom', message: 'common.badName' });
      return z.NEVER;
    })
    .pipe(z.string().min(least).max(most));
/** A name that everybody sees; `badName` for one with line breaks, control or unseen characters. */
export const visibleName = (least: number, most: number) => spelt(publicName, least, most);
/** The name of an uploaded file, without what should not be in it; `badName` where nothing is left. */
export const nameOfFile = spelt(cleanFileName, 1, 200);
export const longText = z.string().trim().max(20_000);

/** The amount is text, exact to the fen, see `Money.of`. */
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

/** Not negative; zero is allowed. */
export const positiveMoney = money.refine(({ amount }) => !amount.startsWith('-'), 'money.malformed');

/** An organisation by id and name. */
export const party = z.strictObject({ id, name: z.string() });

/** Fields of every command: its own id (sent twice, it is carried out once), and the version that its author saw. */
export const command = { commandId: id, expectedVersion: version };
/** Fields of commands that create a thing: the client chooses its id; its version is 0. */
export const create = { id, commandId: id, expectedVersion: z.literal(0) };

/** The answer to every command: the thing's id and new version. */
export const outcome = z.strictObject({ id: z.string(), version });
export type Outcome = z.infer<typeof outcome>;

/** A running term, see `domain/deadlines.ts`. */
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

/** Query and answer of every list: a stable order, at most 100 items a page. */
export const page = {
  limit: z.coerce.number().int().min(1).max(100).default(20),
  /** What the page before answered as `nextCursor`: the longest name that rows are ordered by fits, in Base64. */
  cursor: z.string().max(2000).optional(),
};
export const list = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });
