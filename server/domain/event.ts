/** Who gave the command. Only ids, so that a person can be erased without breaking the hash chain. */
export type EventAuthor = Readonly<{
  kind: 'person' | 'guest' | 'system';
  userId?: string;
  /** The link that a guest came by. */
  linkId?: string;
  /** The organisation that the author acted for. */
  organisationId?: string;
  /** The organisation for which that one acted, if another. */
  onBehalfOf?: string;
}>;

/**
 * The organisations and things that an event concerns, as they are after it. Routes notices, an authority's view and
 * audits; part of the event's hash.
 */
export type Concerns = Readonly<{
  organisationIds: readonly string[];
  /** Stream names (`patent:<id>`), the event's own among them. A bulk event names its import, not what it wrote. */
  things: readonly string[];
  /** Area code (GB/T 2260) of the owner, or for which something was set; null for events between organisations. */
  place: string | null;
}>;

/** An event of a catalogue; a union discriminated by `type`. */
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

/** Builds `Concerns` without duplicates; null and undefined organisations are left out. */
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

/** The ids of the concerned things of one kind, e.g. `patent`. */
export const idsAmong = ({ things }: Pick<Concerns, 'things'>, kind: string): string[] =>
  things.filter((thing) => thing.startsWith(`${kind}:`)).map((thing) => thing.slice(kind.length + 1));

/** The event types that are keys of a table; its type makes the table complete. */
export const typesIn = <Type extends string>(table: Readonly<Record<Type, unknown>>): Type[] =>
  Object.keys(table) as Type[]; // the keys that its type says
