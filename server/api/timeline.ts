import { z } from 'zod';
import { instant, list, party } from './common.ts';

/** Per event type, the part of its data that a time line shows. */
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

/** The list schema of a time line: of each event only the declared part of its data is answered. */
export function timeline<const Shown extends ShownParts>(shown: Shown) {
  const entries = Object.entries(shown).map(([type, part]) =>
    z.strictObject({
      seq: z.int(),
      type: z.literal(type),
      at: instant,
      organisation: party.nullable(),
      data: z.strictObject(part),
      /** The reason that the author gave. */
      note: z.string().nullable(),
    }),
  );
  // one entry for each type of `shown`, as the type says
  return list(z.discriminatedUnion('type', entries as unknown as [EntryOf<Shown>, ...EntryOf<Shown>[]]));
}
