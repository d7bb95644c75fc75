import { collection, type Database } from './mongo.ts';

/** One step from one version of the stored data to the next; runs in one transaction and may be interrupted before it. */
export type Migration = Readonly<{ to: number; what: string; run: (database: Database) => Promise<void> }>;

/** All steps, in order; a fresh database starts at the last. Version 1 is the first that was ever stored. */
export const migrations: readonly Migration[] = [];
export const dataVersion = (steps: readonly Migration[] = migrations): number => steps.at(-1)?.to ?? 1;

type Installation = { _id: 'installation'; v: number; dataVersion: number };
const installation = collection<Installation>('installation', { _id: String, v: Number, dataVersion: Number });

export class MigrationNeeded extends Error {
  override readonly name = 'MigrationNeeded';
}

/** Makes a new database the newest version; refuses one that is older (migrate it) or newer (update the program). */
export async function requireCurrentData(database: Database, steps = migrations): Promise<void> {
  const wanted = dataVersion(steps);
  const found = await currentVersion(database, wanted);
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

/** Runs what is missing, one transaction a step, and tells each; run again it goes on where it stopped. */
export async function migrate(database: Database, tell: (line: string) => void, steps = migrations): Promise<void> {
  const model = database.model(installation);
  let found = await currentVersion(database, dataVersion(steps));
  for (const step of steps) {
    if (step.to <= found) continue;
    await database.transaction(async () => {
      await step.run(database);
      const { modifiedCount } = await model.updateOne(
        { _id: 'installation', dataVersion: found },
        { $set: { dataVersion: step.to } },
      );
      if (modifiedCount !== 1) throw new MigrationNeeded('Somebody else is migrating this database.');
    });
    tell(`${found} → ${step.to}: ${step.what}`);
    found = step.to;
  }
  tell(`The data is of version ${found}.`);
}

async function currentVersion(database: Database, fresh: number): Promise<number> {
  const model = database.model(installation);
  await model.updateOne({ _id: 'installation' }, { $setOnInsert: { v: 1, dataVersion: fresh } }, { upsert: true });
  const found = await model.findOne({ _id: 'installation' }).lean();
  return found?.dataVersion ?? fresh;
}
