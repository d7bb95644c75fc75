import type { WatchedKind, WatchState } from '../../domain/watches.ts';
import { collection, type Database } from '../../platform/database/mongo.ts';
import { pageOf, type PageQuery } from '../../platform/database/page.store.ts';
import { saveVersioned, type Versioned } from '../../platform/database/versioned.store.ts';

/** One person's watch of one thing; `_id` is `watchIdOf`. */
export type StoredWatch = Versioned & {
  userId: string;
  kind: WatchedKind;
  thingId: string;
  state: WatchState;
  /** The title when the watch began, shown when the thing is no longer visible. */
  title: string;
  /** The organisation that the person acted for then; acting for another one, the person is not shown the title. */
  organisationId: string | null;
  since: Date;
  /** Last change of the thing since the watch began. */
  changedAt: Date | null;
  /** `changedAt`, else `since`; lists are ordered by it. */
  orderAt: Date;
  seenAt: Date | null;
};

const watches = collection<StoredWatch>(
  'watches',
  {
    _id: String,
    v: Number,
    version: Number,
    userId: String,
    kind: String,
    thingId: String,
    state: String,
    title: String,
    organisationId: String,
    since: Date,
    changedAt: Date,
    orderAt: Date,
    seenAt: Date,
  },
  [[{ userId: 1, state: 1, orderAt: -1, _id: -1 }], [{ kind: 1, thingId: 1, state: 1 }]],
);

export const watchIdOf = (userId: string, kind: WatchedKind, thingId: string): string => `${userId}:${kind}:${thingId}`;

export function watchesStore(database: Database) {
  const model = database.model(watches);
  return {
    watch: (id: string) => model.findById(id).lean<StoredWatch | null>(),
    count: (userId: string) => model.countDocuments({ userId, state: 'watching' }),
    /** A person's watches, the latest change first. */
    page: (userId: string, page: PageQuery) => pageOf(model, { userId, state: 'watching' }, ['-orderAt', '-_id'], page),
    save: (watch: StoredWatch) => saveVersioned(model, watch),

    /** Notes a change of things in all watches of them. */
    noteChange: async (kind: WatchedKind, thingIds: readonly string[], at: Date): Promise<void> => {
      await model.updateMany(
        { kind, thingId: { $in: [...thingIds] }, state: 'watching' },
        { $set: { changedAt: at, orderAt: at } },
      );
    },
    see: async (userId: string, at: Date): Promise<void> => {
      await model.updateMany({ userId, state: 'watching' }, { $set: { seenAt: at } });
    },
  };
}

export type WatchesStore = ReturnType<typeof watchesStore>;
