import { collection, type Database } from '../database/mongo.ts';

/** What is known of an uploaded file; its bytes lie in the data folder under its id. */
export type StoredFile = {
  _id: string;
  v: number;
  name: string;
  size: number;
  sha256: string;
  organisationId: string;
  by: string;
  at: Date;
  /** When its bytes were last compared with `sha256` on the disk; absent until the first time. */
  verifiedAt?: Date;
};

const files = collection<StoredFile>(
  'files',
  {
    _id: String,
    v: Number,
    name: String,
    size: Number,
    sha256: String,
    organisationId: String,
    by: String,
    at: Date,
    verifiedAt: Date,
  },
  [[{ organisationId: 1, at: -1 }], [{ verifiedAt: 1, _id: 1 }]],
);

export function fileStore(database: Database) {
  const model = database.model(files);
  return {
    /** Enters a file unless its id is known; answers what is known of the id then. */
    add: (file: StoredFile): Promise<StoredFile> =>
      model
        .findOneAndUpdate({ _id: file._id }, { $setOnInsert: file }, { upsert: true, returnDocument: 'after' })
        .orFail()
        .lean<StoredFile>(),
    get: (id: string): Promise<StoredFile | null> => model.findById(id).lean<StoredFile | null>(),
    count: (): Promise<number> => model.countDocuments(),
    /** Those whose bytes were not compared since a moment, the longest ago first. */
    longestUnverified: (before: Date, limit: number): Promise<StoredFile[]> =>
      model
        .find({ $or: [{ verifiedAt: null }, { verifiedAt: { $lt: before } }] })
        .sort({ verifiedAt: 1, _id: 1 })
        .limit(limit)
        .lean<StoredFile[]>(),
    setVerified: async (id: string, verifiedAt: Date): Promise<void> => {
      await model.updateOne({ _id: id }, { $set: { verifiedAt } });
    },
    /** All of them, in the order of their ids, after one. */
    after: (id: string, limit: number): Promise<StoredFile[]> =>
      model
        .find({ _id: { $gt: id } })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<StoredFile[]>(),
    /** When the bytes of the file were compared whose turn is next; null when there is none, or none was compared yet. */
    oldestVerifiedAt: async (): Promise<Date | null> => {
      const oldest = await model.findOne({}, { verifiedAt: 1 }).sort({ verifiedAt: 1, _id: 1 }).lean();
      return oldest?.verifiedAt ?? null;
    },
  };
}
