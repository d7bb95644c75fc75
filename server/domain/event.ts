/** Who gave the command: ids only, so that a person can be erased and the chain still holds. */
export type EventAuthor = Readonly<{
  kind: 'person' | 'guest' | 'system';
  userId?: string;
  /** A guest comes by a link. */
  linkId?: string;
  /** In whose name it was given, and for whom, where that is another. */
  organisationId?: string;
  onBehalfOf?: string;
}>;

/**
 * Whom and what an event concerns, as things are once it has happened: what routes notices, an authority's view and an
 * audit. It is hashed with the event.
 */
export type Concerns = Readonly<{
  organisationIds: readonly string[];
  /** Names of streams (`patent:<id>`); its own stream is always one of them. What was done to many concerns what did it. */
  things: readonly string[];
  /** The area (GB/T 2260) of the owner or of what was set; null for what lies between organisations. */
  place: string | null;
}>;

/** An event as it happened; a union by `type`, so that a `switch` knows what each holds. */
export type EventIn<Catalogue, Type extends keyof Catalogue = keyof Catalogue> = {
  [One in Type]: Readonly<{
    id: string;
    stream: string;
    /** Its place in the stream, from 1. */
    seq: number;
    commandId: string;
    type: One;
    by: EventAuthor;
    at: Date;
    data: Catalogue[One];
    concerns: Concerns;
  }>;
}[Type];

/** What an event concerns, each once; the unknown is left out. */
export function concerning({
  organisations = [],
  things = [],
  place = null,
}: Readonly<{
  organisations?: readonly (string | null | undefined)[];
  things?: readonly string[];
  place?: string | null | undefined;
}>): Concerns {
  const known = organisations.filter((id) => id !== null && id !== undefined);
  return { organisationIds: [...new Set(known)], things: [...new Set(things)], place };
}

/** The ids of the things of one kind (`patent`) that an event concerns. */
export const idsAmong = ({ things }: Pick<Concerns, 'things'>, kind: string): string[] =>
  things.filter((thing) => thing.startsWith(`${kind}:`)).map((thing) => thing.slice(kind.length + 1));

/** The types that a table of something per event type has: the compiler saw to it that none is missing. */
export const typesIn = <Type extends string>(table: Readonly<Record<Type, unknown>>): Type[] =>
  Object.keys(table) as Type[]; // the keys that its type says
