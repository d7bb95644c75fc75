import type { Input, Output } from '../../api/operations.ts';
import type { Actor } from '../../domain/actors.ts';
import { type Counted, sayCounted } from '../../domain/counted.ts';
import type { Language } from '../../domain/messages.ts';
import { taskTexts } from '../../domain/task-texts.ts';
import { operators } from '../../domain/tasks.ts';
import type { InboxNeeds } from './inbox.ports.ts';
import type { MarksStore } from './marks.store.ts';
import { namesOf, thingOf } from './names.ts';
import type { NoticeFilter, NoticesStore } from './notices.store.ts';
import type { Own } from './own.ts';

export type NoticesReadsPorts = Pick<InboxNeeds, 'sources' | 'notices'> &
  Readonly<{ store: NoticesStore; marks: MarksStore; own: (actor: Actor) => Promise<Own> }>;

/** More is not counted. */
const mostCounted = 100;

/** What people see of what happened. */
export function noticesReads({ store, marks, sources, notices, own: ownOf }: NoticesReadsPorts) {
  const texts = new Map<string, Counted>([
    ...notices.map(({ on, text }) => [on, text] as const),
    ...Object.entries(taskTexts),
  ]);
  const say = (kind: string, language: Language, count: number) =>
    sayCounted(texts.get(kind) ?? { zh: kind, en: kind }, language, count);
  const filterOf = ({ userId, whom, settings }: Own): NoticeFilter => ({
    inboxes: whom === operators ? [userId] : [whom, userId],
    userId,
    ...settings,
  });

  return {
    list: async (
      actor: Actor,
      page: Input<'inbox.notices'>['query'],
      language: Language,
    ): Promise<Output<'inbox.notices'>> => {
      const own = await ownOf(actor);
      const { rows, nextCursor } = await store.page(filterOf(own), page);
      const things = rows.flatMap(({ thing }) => thing ?? []);
      const names = await namesOf(sources, own.whom, things);
      const read = await marks.of(
        own.userId,
        rows.map(({ _id }) => _id),
      );
      const { readTo } = own.settings;
      const items = rows.map(({ _id: id, kind, thing, at, count }) => {
        const readAt = read.get(id);
        return {
          ...{ id, kind, text: say(kind, language, count), at: at.toISOString(), count },
          thing: thing === null ? null : thingOf(thing),
          title: (thing && names.get(thing)?.title) || null,
          isRead: (readTo !== null && at <= readTo) || (readAt !== undefined && readAt >= at),
        };
      });
      return { items, nextCursor };
    },

    /** How much the person has not read, at most 100. */
    count: async (own: Own): Promise<number> => {
      const found = await store.latest({ ...filterOf(own), since: own.settings.readTo }, mostCounted);
      const read = await marks.of(
        own.userId,
        found.map(({ _id }) => _id),
      );
      return found.filter(({ _id, at }) => (read.get(_id) ?? new Date(0)) < at).length;
    },

    /** Those of some ids that are the person's notices. */
    among: (own: Own, ids: readonly string[]) => store.among(filterOf(own), ids),

    settings: async (actor: Actor, language: Language): Promise<Output<'inbox.settings'>> => {
      const { whom, settings } = await ownOf(actor);
      const names = await namesOf(sources, whom, settings.mutedThings);
      return {
        mutedKinds: settings.mutedKinds.map((kind) => ({ kind, text: say(kind, language, 1) })),
        mutedThings: settings.mutedThings.map((thing) => ({
          ...thingOf(thing),
          title: names.get(thing)?.title ?? null,
        })),
      };
    },
  };
}
