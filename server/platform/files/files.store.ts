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
};

const files = collection<StoredFile>(
  'files',
  { _id: String, v: Number, name: String, size: Number, sha256: String, organisationId: String, by: String, at: Date },
  [[{ organisationId: 1, at: -1 }]],
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
  };
}
