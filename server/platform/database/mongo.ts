import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import mongoose, { type Connection, type Model, Schema } from 'mongoose';
import { releaseDriverSockets } from './driver-sockets.ts';
import { embeddedStoreUri } from './embedded-process.ts';
import { describeError, type Logger } from '../logger.ts';

/** How long `retrying` tries again while the database is away. */
const patienceMs = 15_000;

/** A collection with its documents' shape and indexes; declared once, in a `*.store.ts`. */
export type Collection<Document> = Readonly<{
  name: string;
  schema: Schema<Document>;
  indexes: readonly mongoose.mongo.IndexDescription[];
}>;

export type Index = readonly [Readonly<Record<string, 1 | -1>>, Omit<mongoose.mongo.IndexDescription, 'key'>?];

const keptAsWritten = { versionKey: false, minimize: false, autoIndex: false, autoCreate: false } as const;

/** Declares a collection. Unknown fields throw, no defaults are filled in; read documents with `.lean()`. */
export function collection<Document extends { _id: unknown }>(
  name: string,
  definition: ConstructorParameters<typeof Schema<Document>>[0],
  indexes: readonly Index[] = [],
): Collection<Document> {
  const schema = new Schema<Document>(definition, {
    ...keptAsWritten,
    collection: name,
    strict: 'throw',
    strictQuery: 'throw',
  });
  return { name, schema, indexes: indexes.map(([fields, options]) => ({ key: { ...fields }, ...options })) };
}

/** A field of any shape. */
export const anything = Schema.Types.Mixed;

/** A document of any shape, for migrations. */
export type RawDocument = { _id: string; [field: string]: unknown };

export type Database = Readonly<{
  /** A collection without a declared shape; only for migrations. */
  raw: (collectionName: string) => Model<RawDocument>;
  model: <Document>(of: Collection<Document>) => Model<Document>;
  /**
   * Runs `work` in one transaction, again as a whole after a conflict; inside another transaction it joins that one.
   * Never use Promise.all inside: a session runs one operation at a time.
   */
  transaction: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** The results of two reads: at the same time, but one after the other inside a transaction. */
  both: <One, Other>(one: () => PromiseLike<One>, other: () => PromiseLike<Other>) => Promise<[One, Other]>;
  /** Calls `then` when the surrounding transaction has committed; at once without one. */
  afterCommit: (then: () => void) => void;
  /**
   * Runs `work`, again for up to 15 s while the database is away; only for work that may be repeated. An attempt that
   * has not ended `abandonAfterMs` (default 5,000) after the connection was lost is abandoned and begun again.
   */
  retrying: <Result>(work: () => Promise<Result>, options?: { abandonAfterMs?: number }) => Promise<Result>;
  /** Creates the collections and indexes of all declared models that do not exist yet. */
  prepare: () => Promise<void>;
  ping: () => Promise<void>;
  drop: () => Promise<void>;
  close: () => Promise<void>;
}>;

export type DatabaseSettings = Readonly<{ mongoUri: string | undefined; dataFolder: string; database: string }>;

/** Connects to MongoDB, or without `mongoUri` to the embedded store, which it starts again whenever it dies. */
export async function openDatabase(settings: DatabaseSettings, logger: Logger): Promise<Database> {
  const leaveSockets = releaseDriverSockets();
  const odm = new mongoose.Mongoose({ transactionAsyncLocalStorage: true });
  const open = new AsyncLocalStorage<{ afterCommit: (() => void)[] }>();
  const connection: Connection = odm.createConnection();
  let isClosing = false;
  const declared = new Map<string, Pick<Collection<never>, 'name' | 'indexes'>>();

  const address = async () => settings.mongoUri ?? (await embeddedStoreUri(settings.dataFolder));
  let uri = await address();
  const connectTo = async () => {
    await connection.openUri(uri, {
      dbName: settings.database,
      serverSelectionTimeoutMS: 2_000,
      heartbeatFrequencyMS: 2_000,
      waitQueueTimeoutMS: 10_000, // the driver's default is unlimited
      writeConcern: { w: 'majority', journal: true },
      readConcernLevel: 'majority',
      autoIndex: false,
      autoCreate: false,
    });
  };
  await connectTo();

  let reviving: Promise<void> | undefined;
  const revive = (): Promise<void> => {
    if (settings.mongoUri || isClosing) return Promise.resolve();
    reviving ??= (async () => {
      try {
        const now = await address();
        if (now !== uri) {
          uri = now;
          await connection.close();
          await connectTo();
        }
      } finally {
        reviving = undefined;
      }
    })();
    return reviving;
  };
  /** Called when the connection is lost: starts the abandon timer of each attempt under way. */
  const attempts = new Set<() => void>();
  const tellAttempts = () => {
    for (const lost of attempts) lost();
  };
  const onLoss = () => {
    if (isClosing) return;
    tellAttempts();
    revive().catch((error: unknown) => logger.error({ error: describeError(error) }, 'database cannot be started'));
  };
  connection
    .getClient()
    .on('connectionPoolCleared', onLoss)
    .on('serverHeartbeatFailed', onLoss)
    .on('connectionClosed', ({ reason }) => {
      if (reason === 'error') onLoss();
    });

  /**
   * The result of an attempt; rejects with `AttemptLost` when it hangs after a loss of the connection. The driver (7.8,
   * 7.9) never ends a write to a socket that was destroyed in the same turn, see `driver-sockets.ts`.
   */
  const endOf = async <Result>(running: Promise<Result>, abandonAfterMs: number): Promise<Result> => {
    let timer: NodeJS.Timeout | undefined;
    let lost = () => {};
    const gone = new Promise<never>((_, reject) => {
      const abandon = () => reject(new AttemptLost('no answer since the connection was lost'));
      lost = () => void (timer ??= setTimeout(abandon, abandonAfterMs));
    });
    attempts.add(lost);
    try {
      return await Promise.race([running, gone]);
    } finally {
      attempts.delete(lost);
      clearTimeout(timer);
    }
  };

  const retrying: Database['retrying'] = async (work, { abandonAfterMs = usualAbandonMs } = {}) => {
    const deadline = performance.now() + patienceMs;
    for (let pause = 20; ; pause = Math.min(pause * 2, 500)) {
      try {
        return await endOf(work(), abandonAfterMs);
      } catch (error) {
        if (!isConnectionLoss(error) || isClosing || performance.now() > deadline) throw error;
        logger.warn({ error: describeError(error) }, 'database away, trying again');
        tellAttempts(); // the other attempts may not have noticed yet
        await revive().catch(() => undefined); // the next attempt reports the failure
        await sleep(pause);
      }
    }
  };

  const transaction = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (open.getStore()) return work();
    let afterCommit: (() => void)[] = [];
    const result = await connection.transaction(
      () => {
        afterCommit = []; // drop what a rolled-back attempt has added
        return open.run({ afterCommit }, work);
      },
      { writeConcern: { w: 'majority', journal: true }, readConcern: { level: 'snapshot' } },
    );
    for (const then of afterCommit) then();
    // mongoose types the result of a transaction as unknown; it is what `work` returned
    return result;
  };

  return {
    raw: (name) =>
      (connection.models[`raw ${name}`] as Model<RawDocument> | undefined) ??
      connection.model<RawDocument>(
        `raw ${name}`,
        new Schema<RawDocument>({ _id: anything }, { ...keptAsWritten, collection: name, strict: false }),
      ),
    model: <Document>(of: Collection<Document>) => {
      declared.set(of.name, of);
      const { name, schema } = of;
      return (connection.models[name] as Model<Document> | undefined) ?? connection.model<Document>(name, schema);
    },
    transaction,
    both: async (one, other) => {
      if (!open.getStore()) return Promise.all([one(), other()]);
      const first = await one();
      return [first, await other()];
    },
    afterCommit: (then) => {
      const current = open.getStore();
      if (current) current.afterCommit.push(then);
      else then();
    },
    retrying,
    prepare: () =>
      retrying(
        async () => {
          for (const { name, indexes } of declared.values()) {
            // one command a collection, which makes it, too: mongoose would send one an index
            if (indexes.length > 0) await connection.collection(name).createIndexes([...indexes]);
            else await connection.models[name]?.createCollection();
          }
        },
        { abandonAfterMs: 15 * 60_000 }, // building indexes of a large database takes long
      ),
    ping: async () => {
      await connection.db?.admin().ping();
    },
    drop: () => connection.dropDatabase().then(() => undefined),
    close: async () => {
      isClosing = true;
      await connection.close();
      leaveSockets();
    },
  };
}

/** Enough for an attempt to end by itself: the store is back within a second or two. */
const usualAbandonMs = 5_000;
class AttemptLost extends Error {
  override readonly name = 'AttemptLost';
}

const lossNames = new Set([
  'AttemptLost',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongoWaitQueueTimeoutError',
  'MongooseServerSelectionError',
  'MongoPoolClearedError',
  'PoolClearedError',
  'PoolClearedOnNetworkError',
  'MongoPoolClosedError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoClientClosedError',
  'MongoExpiredSessionError',
]);

/** System errors of a socket whose other end is gone; the driver passes them on unchanged. */
const lossCodes = new Set<unknown>(['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'ENOENT', 'ERR_STREAM_DESTROYED']);

/** Whether an error means that the database went away, not that it refused. */
export function isConnectionLoss(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const isOfSocket = 'syscall' in error && ['write', 'read', 'connect'].includes(String(error.syscall));
  // a bulk write wraps its cause; only errors that the server answered have a numeric code
  const isBulk = 'name' in error && error.name === 'MongoBulkWriteError';
  if (isBulk && !('code' in error && typeof error.code === 'number') && !hasWriteErrors(error)) return true;
  return (
    ('name' in error && lossNames.has(String(error.name))) ||
    ('code' in error && lossCodes.has(error.code) && (isOfSocket || error.code === 'ERR_STREAM_DESTROYED'))
  );
}

const hasWriteErrors = (error: object): boolean =>
  'writeErrors' in error &&
  (Array.isArray(error.writeErrors) ? error.writeErrors.length > 0 : Boolean(error.writeErrors));

/** The violated unique index of an error, named by the first `field` of its key; undefined for other errors. */
export function duplicateKey(error: unknown): { field: string } | undefined {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 11000) return undefined;
  const pattern =
    'keyPattern' in error && error.keyPattern && typeof error.keyPattern === 'object' ? error.keyPattern : {};
  return { field: Object.keys(pattern)[0] ?? 'id' };
}
