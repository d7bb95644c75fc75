import type { WatchedKind, WatchState } from '../../domain/watches.ts';
import { collection, type Database } from '../../platform/database/mongo.ts';
import { pageOf, type PageQuery } from '../../platform/database/page.store.ts';
import { saveVersioned, type Versioned } from '../../platform/database/versioned.store.ts';

/** One person's watch of one thing; keyed by both, so that there is one of each. */
export type StoredWatch = Versioned & {
  userId: string;
  kind: WatchedKind;
  thingId: string;
  state: WatchState;
  /** The title when the watch began, for when the thing is not shown any more. */
  title: string;
  /** For whom the watcher acted then: who acts for another now may not know the title any more. */
  organisationId: string | null;
  since: Date;
  /** The last change of the thing; its order in the list. */
  changedAt: Date | null;
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
    /** What a person watches, the latest change first. */
    page: (userId: string, page: PageQuery) => pageOf(model, { userId, state: 'watching' }, ['-orderAt', '-_id'], page),
    save: (watch: StoredWatch) => saveVersioned(model, watch),

    /** Notes that things changed, for everybody who watches them. */
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
