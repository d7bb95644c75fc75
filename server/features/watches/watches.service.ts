import type { Body } from '../../api/operations.ts';
import { type Actor, organisationIdOf } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import { concerning } from '../../domain/event.ts';
import { decideWatch, type WatchCommand, type WatchedKind, watchProcess } from '../../domain/watches.ts';
import { signedIn } from '../../domain/permissions.ts';
import type { Holds } from '../../platform/database/holds.store.ts';
import type { Commands, Outcome } from '../../platform/events/commands.ts';
import type { Touches } from '../../platform/events/reader.ts';
import { watchIdOf, type WatchesStore } from './watches.store.ts';

/** A kind of thing that can be watched; provided by `wings/listings.ts`. */
export type WatchedSource = Touches &
  Readonly<{
    /** Titles by id; things that the actor may not see now are missing. */
    titles: (actor: Actor, ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  }>;
export type WatchesPorts = Readonly<{
  store: WatchesStore;
  commands: Commands;
  holds: Holds;
  sources: Readonly<Record<WatchedKind, WatchedSource>>;
}>;

/** The commands on watches. A watch is private to its person. */
export function watchesService({ store, commands, holds, sources }: WatchesPorts) {
  const give = (
    command: WatchCommand,
    actor: Actor,
    { kind, thingId }: Readonly<{ kind: WatchedKind; thingId: string }>,
    body: Body<'watches.watch'>,
  ): Promise<Outcome> => {
    const userId = signedIn(actor).userId;
    const id = watchIdOf(userId, kind, thingId);
    return commands.execute(
      { operation: `watches.${command}`, stream: `watch:${id}`, actor, body },
      async ({ now, version }) => {
        await holds.alone(`watches:${userId}`); // concurrent commands would not see each other in the count
        const before = await store.watch(id);
        const title = (await sources[kind].titles(actor, [thingId])).get(thingId);
        // the same answer for a thing that the user may not see as for one that does not exist
        if (command === 'watch' && title === undefined) throw new DomainError('NOT_FOUND', 'common.notFound');
        const state = decideWatch(before?.state ?? watchProcess.initial, command, await store.count(userId));
        await store.save({
          ...{ _id: id, v: 1, version, userId, kind, thingId, state, title: title ?? before?.title ?? '' },
          organisationId: organisationIdOf(actor) ?? null,
          ...{ since: now, orderAt: now, changedAt: null, seenAt: null },
        });
        const type = state === 'watching' ? 'watch.begun' : 'watch.ended';
        return { type, data: { kind, thingId }, concerns: concerning({}) };
      },
    );
  };
  return {
    watch: (actor: Actor, thing: { kind: WatchedKind; thingId: string }, body: Body<'watches.watch'>) =>
      give('watch', actor, thing, body),
    stop: (actor: Actor, thing: { kind: WatchedKind; thingId: string }, body: Body<'watches.stop'>) =>
      give('stop', actor, thing, body),
    /** Marks all changes as seen; a read mark, so no command and no event. */
    see: async (actor: Actor, now: Date): Promise<Record<string, never>> => {
      await store.see(signedIn(actor).userId, now);
      return {};
    },
  };
}
