import type { Named, WaitingThings } from '../../platform/waiting-things.ts';

export const nameless: Named = { title: '', others: [] };

/** Kind and id of a thing, from its stream name. */
export function thingOf(stream: string): { kind: string; id: string } {
  const [kind = '', id = ''] = stream.split(/:(.*)/s);
  return { kind, id };
}

/** What things are called for an organisation, by stream name: one question for each kind. */
export async function namesOf(
  sources: readonly WaitingThings[],
  organisationId: string,
  streams: readonly string[],
): Promise<ReadonlyMap<string, Named>> {
  const found = new Map<string, Named>();
  const things = streams.map(thingOf);
  for (const { kind, named } of sources) {
    const ids = [...new Set(things.flatMap((thing) => (thing.kind === kind ? [thing.id] : [])))];
    if (ids.length === 0) continue;
    for (const [id, name] of await named(organisationId, ids)) found.set(`${kind}:${id}`, name);
  }
  return found;
}
