import { createHash } from 'node:crypto';
import { type Db, type Document, MongoClient } from 'mongodb';
import { embeddedStoreUri } from '../server/platform/database/embedded-process.ts';
import { misused, commandLine } from './lib/options.mjs';
import { settings } from './lib/settings.ts';

const {
  positionals: [target = ''],
} = commandLine({
  call: 'npm run move --',
  does: `Copies the embedded store's database to a MongoDB that has none of that name, with its indexes, and compares the
number and a digest of the documents of every collection. Stop the exchange first.`,
  takes: ['mongodb://…'],
});
const fail = (why: string): never => {
  console.error(why);
  process.exit(1);
};
if (!/^mongodb(\+srv)?:\/\//.test(target)) misused(`'${target}' is no address of a MongoDB: it begins with mongodb://`);
const { dataFolder, database } = settings();

/** Count and digest of a collection's stored documents, in the order of `_id`. */
const summary = async (db: Db, name: string): Promise<string> => {
  const hash = createHash('sha256');
  let count = 0;
  for await (const bytes of db.collection(name).find({}, { raw: true }).sort({ _id: 1 })) {
    hash.update(bytes as unknown as Uint8Array); // the type that `raw` gives
    count++;
  }
  return `${count} documents, ${hash.digest('hex').slice(0, 16)}`;
};

const copy = async (from: Db, to: Db, name: string): Promise<void> => {
  await to.createCollection(name);
  // Keep BSON types: a long must not become a number, a double an integer, a regular expression a RegExp.
  const exact = { promoteValues: false, promoteLongs: false, promoteBuffers: false, bsonRegExp: true };
  let batch: Document[] = [];
  const send = async (): Promise<void> => {
    if (batch.length > 0) await to.collection(name).insertMany(batch);
    batch = [];
  };
  for await (const document of from.collection(name).find({}, exact)) {
    batch.push(document);
    if (batch.length === 1000) await send();
  }
  await send();
  const indexes = (await from.collection(name).indexes()).filter((index) => index.name !== '_id_');
  for (const { key, v: _v, ...options } of indexes) await to.collection(name).createIndex(key, options);
};

const source = await new MongoClient(await embeddedStoreUri(dataFolder)).connect();
const goal = await new MongoClient(target).connect();
const [from, to] = [source.db(database), goal.db(database)];
try {
  if ((await to.listCollections().toArray()).length > 0) fail(`the database ${database} there is not empty`);
  const names = (await from.listCollections().toArray()).map((c) => c.name).sort();
  for (const name of names) {
    const before = await summary(from, name);
    await copy(from, to, name);
    const [there, after] = [await summary(to, name), await summary(from, name)];
    if (before !== after)
      fail(`${name} changed while it was copied: stop the exchange, drop ${database} there, and begin again`);
    if (there !== before) fail(`${name} is not the same there: ${there} instead of ${before}`);
    console.log(`${name}: ${there}`);
  }
  console.log(
    `Moved. Start the exchange with MONGODB_URI; ${dataFolder} stays as it is, its files and keys are still needed.`,
  );
} finally {
  await source.close();
  await goal.close();
}
