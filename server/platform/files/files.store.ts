import { collection, type Database } from '../database/mongo.ts';

/** What is known of an uploaded file; its bytes lie in the data folder under its id. */
export type StoredFile = {
  _id: string;
  v: number;
  name: string;
  size: number;
  sha256: string;
  organisationId: string;
  /** The person who uploaded it, or the registration that it was uploaded for. */
  by: string;
  at: Date;
  /** When its bytes were last compared with `sha256` on the disk; absent until the first time. */
  verifiedAt?: Date;
  /** False until a command names the file. Absent in files of before, which all count as named. */
  isNamed?: boolean;
  /** When its bytes were tidied away. Its id stays taken for a while, so that nothing else is put there meanwhile. */
  goneAt?: Date | null;
};
/** How many bytes the files of an organisation take: one document that all its uploads write. */
type FileSpace = { _id: string; v: number; bytes: number };

const files = collection<StoredFile>(
  'files',
  {
    ...{ _id: String, v: Number, name: String, size: Number, sha256: String, organisationId: String, by: String },
    ...{ at: Date, verifiedAt: Date, isNamed: Boolean, goneAt: Date },
  },
  [[{ organisationId: 1, at: -1 }], [{ verifiedAt: 1, _id: 1 }], [{ isNamed: 1, at: 1 }]],
);

const spaces = collection<FileSpace>('fileSpaces', { _id: String, v: Number, bytes: Number });

export function fileStore(database: Database) {
  const models = { file: database.model(files), space: database.model(spaces) };
  const sumOf = async (organisationId: string): Promise<number> => {
    const here = { organisationId, goneAt: null };
    const [sum] = await models.file.aggregate<{ bytes: number }>([
      { $match: here },
      { $group: { _id: null, bytes: { $sum: '$size' } } },
    ]);
    return sum?.bytes ?? 0;
  };
  /** Inside a transaction, before a file is entered or after it is gone: answers the bytes that are then taken. */
  const addBytes = async (organisationId: string, bytes: number): Promise<number> => {
    if (!(await models.space.exists({ _id: organisationId }))) {
      const before = await sumOf(organisationId); // files of before were never counted
      await models.space.updateOne(
        { _id: organisationId },
        { $setOnInsert: { v: 1, bytes: before } },
        { upsert: true },
      );
    }
    const space = await models.space
      .findOneAndUpdate({ _id: organisationId }, { $inc: { bytes } }, { returnDocument: 'after' })
      .orFail()
      .lean<FileSpace>();
    return space.bytes;
  };
  return {
    /** Enters a file unless its id is known; answers what is known of the id then. */
    add: (file: StoredFile): Promise<StoredFile> =>
      models.file
        .findOneAndUpdate({ _id: file._id }, { $setOnInsert: file }, { upsert: true, returnDocument: 'after' })
        .orFail()
        .lean<StoredFile>(),
    get: (id: string): Promise<StoredFile | null> => models.file.findById(id).lean<StoredFile | null>(),
    /** What these files are called; unknown ids are missing. */
    names: async (ids: readonly string[]): Promise<Map<string, string>> => {
      const found = await models.file
        .find({ _id: { $in: [...ids] } }, { name: 1 })
        .lean<Pick<StoredFile, '_id' | 'name'>[]>();
      return new Map(found.map(({ _id, name }) => [_id, name]));
    },
    /** Inside a transaction: the organisation's file, which is kept from now on. The tidying writes the same document, so one of both waits. */
    name: (id: string, organisationId: string): Promise<StoredFile | null> =>
      models.file
        .findOneAndUpdate({ _id: id, organisationId, goneAt: null }, { $set: { isNamed: true } })
        .lean<StoredFile | null>(),
    handOver: async (id: string, organisationId: string): Promise<void> => {
      const file = await models.file.findOne({ _id: id, goneAt: null }).lean<StoredFile | null>();
      if (!file || file.organisationId === organisationId) return;
      await addBytes(file.organisationId, -file.size);
      await addBytes(organisationId, file.size);
      await models.file.updateOne({ _id: id }, { $set: { organisationId, isNamed: true } });
    },
    release: async (id: string): Promise<void> => {
      await models.file.updateOne({ _id: id, goneAt: null }, { $set: { isNamed: false } });
    },

    /** Bytes of all files of an organisation. */
    bytesOf: async (organisationId: string): Promise<number> => {
      const space = await models.space.findById(organisationId).lean<FileSpace | null>();
      return space ? space.bytes : sumOf(organisationId);
    },
    addBytes,

    /** Files that nothing named until `before`, the oldest first. */
    unnamed: (before: Date, limit: number): Promise<StoredFile[]> =>
      models.file
        .find({ isNamed: false, goneAt: null, at: { $lt: before } })
        .sort({ at: 1 })
        .limit(limit)
        .lean<StoredFile[]>(),
    /** Inside a transaction: marks a file as gone unless something has named it meanwhile. */
    setGone: async (id: string, goneAt: Date): Promise<boolean> =>
      (await models.file.updateOne({ _id: id, isNamed: false, goneAt: null }, { $set: { goneAt } })).modifiedCount ===
      1,
    /** Files that went before this moment: their bytes may still be there if a process died. */
    gone: (before: Date, limit: number): Promise<StoredFile[]> =>
      models.file
        .find({ isNamed: false, goneAt: { $ne: null, $lt: before } })
        .limit(limit)
        .lean<StoredFile[]>(),
    forget: async (ids: readonly string[]): Promise<void> => {
      await models.file.deleteMany({ _id: { $in: [...ids] }, isNamed: false, goneAt: { $ne: null } });
    },
    count: (): Promise<number> => models.file.countDocuments({ goneAt: null }),
    /** Those whose bytes were not compared since a moment, the longest ago first. */
    longestUnverified: (before: Date, limit: number): Promise<StoredFile[]> =>
      models.file
        .find({ goneAt: null, $or: [{ verifiedAt: null }, { verifiedAt: { $lt: before } }] })
        .sort({ verifiedAt: 1, _id: 1 })
        .limit(limit)
        .lean<StoredFile[]>(),
    setVerified: async (id: string, verifiedAt: Date): Promise<void> => {
      await models.file.updateOne({ _id: id }, { $set: { verifiedAt } });
    },
    /** All of them, in the order of their ids, after one. */
    after: (id: string, limit: number): Promise<StoredFile[]> =>
      models.file
        .find({ _id: { $gt: id }, goneAt: null })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<StoredFile[]>(),
    /** When the bytes of the file were compared whose turn is next; null when there is none, or none was compared yet. */
    oldestVerifiedAt: async (): Promise<Date | null> => {
      const oldest = await models.file
        .findOne({ goneAt: null }, { verifiedAt: 1 })
        .sort({ verifiedAt: 1, _id: 1 })
        .lean();
      return oldest?.verifiedAt ?? null;
    },
  };
}

export type FileStore = ReturnType<typeof fileStore>;
