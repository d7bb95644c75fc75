import type { Model } from 'mongoose';
import { collection, type Database, type RawDocument } from './mongo.ts';

/** Access to documents as stored, of any version. */
export type Raw = (collectionName: string) => Model<RawDocument>;

/**
 * A part of a migration. `batch` converts some documents in one transaction, which must be small (the embedded store
 * holds it in memory and allows a minute), and returns where the next batch goes on; null after the last. `drop` names
 * a collection and `dropIndex` an index to drop, which no transaction can do.
 */
export type Part = Readonly<
  | { what: string; batch: (raw: Raw, from: string | null) => Promise<string | null> }
  | { what: string; drop: string }
  /** An index that is no longer wanted; nothing happens where it is not there. */
  | { what: string; dropIndex: Readonly<{ of: string; name: string }> }
>;

/** The way from one version of the stored data to the next. */
export type Migration = Readonly<{ to: number; what: string; parts: readonly Part[] }>;

/** The version that these migrations lead to. The first is 1. */
export const dataVersion = (migrations: readonly Migration[]): number => migrations.at(-1)?.to ?? 1;

type Installation = {
  _id: 'installation';
  v: number;
  dataVersion: number;
  /** The next part of a migration under way, and where in it to go on; absent between migrations. */
  lifting?: { to: number; part: number; from: string | null } | null;
};
const installation = collection<Installation>('installation', {
  _id: String,
  v: Number,
  dataVersion: Number,
  lifting: { _id: false, to: Number, part: Number, from: String },
});

export class MigrationNeeded extends Error {
  override readonly name = 'MigrationNeeded';
}

/** Marks a new database as the newest version; throws `MigrationNeeded` for data of any other version. */
export async function requireCurrentData(database: Database, migrations: readonly Migration[]): Promise<void> {
  const wanted = dataVersion(migrations);
  const { dataVersion: found } = await installationOf(database, wanted);
  if (found < wanted) {
    throw new MigrationNeeded(
      `The data is of version ${found}, this program needs ${wanted}: run "npm run migrate" after a backup.`,
    );
  }
  if (found > wanted) {
    throw new MigrationNeeded(
      `The data is of version ${found}, newer than this program (${wanted}): start the newer program.`,
    );
  }
}

/** Runs the missing migrations batch by batch and reports each part to `tell`; after an interruption it goes on. */
export async function migrate(
  database: Database,
  tell: (line: string) => void,
  migrations: readonly Migration[],
): Promise<void> {
  const model = database.model(installation);
  const before = await installationOf(database, dataVersion(migrations));
  for (const { to, what, parts } of migrations) {
    if (to <= before.dataVersion) continue;
    tell(`→ ${to}: ${what}`);
    let lifting = before.lifting?.to === to ? before.lifting : null;
    for (let number = lifting?.part ?? 0; number < parts.length;) {
      const [part, from] = [parts[number], lifting?.from ?? null];
      if (!part) break;
      const isHere = { _id: 'installation', dataVersion: to - 1, ...placeFilter(lifting) } as const;
      const goOn = async (next: string | null) => {
        lifting = { to, part: next === null ? number + 1 : number, from: next };
        const isLast = lifting.part === parts.length;
        const set = isLast ? { dataVersion: to, lifting: null } : { lifting };
        const { modifiedCount } = await model.updateOne(isHere, { $set: set });
        if (modifiedCount !== 1) throw new MigrationNeeded('Somebody else is migrating this database.');
      };
      if ('drop' in part) {
        await database.raw(part.drop).collection.drop();
        await goOn(null);
      } else if ('dropIndex' in part) {
        await dropIndex(database, part.dropIndex);
        await goOn(null);
      } else {
        const place = lifting;
        await database.transaction(async () => {
          lifting = place; // undo what a rolled-back attempt has set
          await goOn(await part.batch(database.raw, from));
        });
      }
      if (lifting?.from === null) {
        tell(`   ${part.what}`);
        number++;
      }
    }
  }
  tell(`The data is of version ${dataVersion(migrations)}.`);
}

async function dropIndex(database: Database, { of, name }: Readonly<{ of: string; name: string }>): Promise<void> {
  const { collection } = database.raw(of);
  const indexes = await collection.listIndexes().toArray();
  if (indexes.some((index: { name?: unknown }) => index.name === name)) await collection.dropIndex(name);
}

const placeFilter = (lifting: Installation['lifting']) =>
  lifting ? { 'lifting.part': lifting.part, 'lifting.from': lifting.from } : { lifting: null };

async function installationOf(database: Database, fresh: number): Promise<Installation> {
  const model = database.model(installation);
  await model.updateOne({ _id: 'installation' }, { $setOnInsert: { v: 1, dataVersion: fresh } }, { upsert: true });
  const found = await model.findOne({ _id: 'installation' }).lean<Installation | null>();
  return found ?? { _id: 'installation', v: 1, dataVersion: fresh };
}
