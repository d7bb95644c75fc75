import { z } from 'zod';
import { instant, list, party } from './common.ts';

/** The part of each event's data that a time line shows. */
export type ShownParts = Readonly<Record<string, z.ZodRawShape>>;
type Entry<Type extends string, Part extends z.ZodRawShape> = z.ZodObject<
  {
    seq: z.ZodInt;
    type: z.ZodLiteral<Type>;
    at: typeof instant;
    organisation: z.ZodNullable<typeof party>;
    data: z.ZodObject<Part, z.core.$strict>;
    note: z.ZodNullable<z.ZodString>;
  },
  z.core.$strict
>;
type EntryOf<Shown extends ShownParts> = {
  [Type in keyof Shown & string]: Entry<Type, Shown[Type]>;
}[keyof Shown & string];

/** A time line of events, each with the part that is declared of it: nothing else of an event ever leaves. */
export function timeline<const Shown extends ShownParts>(shown: Shown) {
  const entries = Object.entries(shown).map(([type, part]) =>
    z.strictObject({
      seq: z.int(),
      type: z.literal(type),
      at: instant,
      organisation: party.nullable(),
      data: z.strictObject(part),
      /** What its author wrote with it. */
      note: z.string().nullable(),
    }),
  );
  // one entry for each type of `shown`: the pairs that its type says
  return list(z.discriminatedUnion('type', entries as unknown as [EntryOf<Shown>, ...EntryOf<Shown>[]]));
}
