import { collection, type Database } from '../../platform/database/mongo.ts';

/** A link that was mailed to an address; its secret is derived from its id and kept nowhere. */
export type StoredAddressLink = {
  _id: string;
  v: number;
  userId: string;
  /** The account's address, or the one that takes its place once the link was used. */
  email: string;
  sentAt: Date;
  expiresAt: Date;
  /** When it was used, or another took its place. */
  endedAt: Date | null;
};

const keptSeconds = 30 * 86_400;
const addressLinks = collection<StoredAddressLink>(
  'addressLinks',
  { _id: String, v: Number, userId: String, email: String, sentAt: Date, expiresAt: Date, endedAt: Date },
  [[{ userId: 1, sentAt: -1 }], [{ sentAt: 1 }, { expireAfterSeconds: keptSeconds }]],
);

/** The links that confirm addresses. */
export function addressLinksStore(database: Database) {
  const model = database.model(addressLinks);
  const openAt = (now: Date) => ({ endedAt: null, expiresAt: { $gt: now } });
  return {
    link: (id: string) => model.findById(id).lean<StoredAddressLink | null>(),
    /** The link of an account that can still be used. */
    open: (userId: string, now: Date) => model.findOne({ userId, ...openAt(now) }).lean<StoredAddressLink | null>(),
    count: (userId: string, since: Date) => model.countDocuments({ userId, sentAt: { $gt: since } }),
    add: async (link: Omit<StoredAddressLink, 'v' | 'endedAt'>): Promise<void> => {
      await model.create([{ ...link, v: 1, endedAt: null }]);
    },
    /** Ends an open link; false when it is not open. */
    use: async (id: string, now: Date): Promise<boolean> =>
      (await model.updateOne({ _id: id, ...openAt(now) }, { $set: { endedAt: now } })).modifiedCount === 1,
    endAll: async (userId: string, now: Date): Promise<void> => {
      await model.updateMany({ userId, endedAt: null }, { $set: { endedAt: now } });
    },
  };
}
export type AddressLinksStore = ReturnType<typeof addressLinksStore>;
