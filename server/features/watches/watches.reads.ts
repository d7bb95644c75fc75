import type { Input, Output } from '../../api/operations.ts';
import { type Actor, organisationIdOf } from '../../domain/actors.ts';
import { signedIn } from '../../domain/permissions.ts';
import { type WatchedKind, watchedKinds } from '../../domain/watches.ts';
import type { WatchesPorts } from './watches.service.ts';
import { watchIdOf } from './watches.store.ts';

export function watchesReads({ store, sources }: Pick<WatchesPorts, 'store' | 'sources'>) {
  return {
    list: async (actor: Actor, query: Input<'watches.list'>['query']): Promise<Output<'watches.list'>> => {
      const { rows, nextCursor } = await store.page(signedIn(actor).userId, query);
      const titles = new Map<WatchedKind, ReadonlyMap<string, string>>();
      for (const kind of watchedKinds) {
        const ids = rows.filter((watch) => watch.kind === kind).map(({ thingId }) => thingId);
        titles.set(kind, await sources[kind].titles(actor, ids));
      }
      return {
        items: rows.map(({ kind, thingId, since, changedAt, seenAt, ...then }) => {
          const present = titles.get(kind)?.get(thingId);
          const isSameReader = then.organisationId === (organisationIdOf(actor) ?? null);
          return {
            kind,
            id: thingId,
            title: present ?? (isSameReader ? then.title : null),
            isVisible: present !== undefined,
            since: since.toISOString(),
            changedAt: changedAt?.toISOString() ?? null,
            isNew: changedAt !== null && (seenAt === null || seenAt < changedAt),
          };
        }),
        nextCursor,
      };
    },

    watched: async (actor: Actor, { kind, thingId }: { kind: WatchedKind; thingId: string }) => {
      const watch = await store.watch(watchIdOf(signedIn(actor).userId, kind, thingId));
      return { version: watch?.version ?? 0, isWatched: watch?.state === 'watching' };
    },
  };
}
