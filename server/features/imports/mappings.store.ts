import type { ImportSubject } from '../../domain/imports/import-process.ts';
import { anything, collection, type Database } from '../../platform/database/mongo.ts';

/** What an organisation said the columns of lists with certain headers are. */
type StoredMapping = { _id: string; v: number; organisationId: string; fields: readonly (string | null)[] };

const mappings = collection<StoredMapping>('importMappings', { _id: String, v: Number, organisationId: String, fields: anything }, []); // prettier-ignore

export type Headers = Readonly<{ organisationId: string; subject: ImportSubject; headers: readonly string[] }>;

/** Lists of one kind have the same headers in the same order. */
export function mappingsStore(database: Database, digest: (text: string) => string) {
  const model = database.model(mappings);
  const idOf = ({ organisationId, subject, headers }: Headers) =>
    `${organisationId}:${subject}:${digest(JSON.stringify(headers.map((header) => header.replace(/\s/g, ''))))}`;
  return {
    find: async (kind: Headers): Promise<readonly (string | null)[] | null> =>
      (await model.findById(idOf(kind)).lean<StoredMapping | null>())?.fields ?? null,
    remember: async (kind: Headers, fields: readonly (string | null)[]): Promise<void> => {
      const { organisationId } = kind;
      await model.updateOne(
        { _id: idOf(kind) },
        { $set: { organisationId, fields }, $setOnInsert: { v: 1 } },
        { upsert: true },
      );
    },
  };
}

export type MappingsStore = ReturnType<typeof mappingsStore>;
