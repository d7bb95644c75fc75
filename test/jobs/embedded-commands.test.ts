import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { Binary, Decimal128, deserialize } from 'bson';
import { type Document, MongoClient } from 'mongodb';
import { newFolder, type RunningStore, startStore, storeForTests } from '../support/embedded.ts';
import { message, say } from '../support/embedded-wire.ts';

describe('commands of the embedded store through the driver', () => {
  const served = storeForTests();
  const collection = (name: string) => served.client.db('commands').collection<Document & { _id: number }>(name);

  it('carries out each way of $merge, with what the new document is called', async () => {
    const [from, into] = [collection('from'), collection('into')];
    await from.insertMany([
      { _id: 1, n: 1, x: 'new' },
      { _id: 2, n: 2 },
    ]);
    const merged = async (options: Document): Promise<Document[]> => {
      await into.deleteMany({});
      await into.insertOne({ _id: 1, n: 10, y: 'old' });
      await from.aggregate([{ $merge: { into: 'into', ...options } }]).toArray();
      return into.find().sort({ _id: 1 }).toArray();
    };
    const second = { _id: 2, n: 2 };
    expect(await merged({})).toEqual([{ _id: 1, n: 1, y: 'old', x: 'new' }, second]);
    expect(await merged({ whenMatched: 'replace' })).toEqual([{ _id: 1, n: 1, x: 'new' }, second]);
    expect(await merged({ whenMatched: 'keepExisting' })).toEqual([{ _id: 1, n: 10, y: 'old' }, second]);
    expect(await merged({ whenMatched: 'merge', whenNotMatched: 'discard' })).toHaveLength(1);
    const sum = [{ $set: { n: { $add: ['$n', '$$new.n'] } } }];
    expect(await merged({ whenMatched: sum })).toEqual([{ _id: 1, n: 11, y: 'old' }, second]);
    const named = { whenMatched: [{ $set: { n: '$$given' } }], let: { given: '$x' } };
    expect(await merged(named)).toEqual([{ _id: 1, n: 'new', y: 'old' }, second]);
    await expect(merged({ whenMatched: 'fail' })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { _id: 1 },
      keyValue: { _id: 1 },
    });
    await expect(merged({ whenNotMatched: 'fail' })).rejects.toMatchObject({ code: 2 });
    await expect(merged({ on: 'n' })).rejects.toMatchObject({ code: 51183 });
    await into.createIndex({ k: 1 }, { unique: true });
    await expect(merged({ on: 'k' })).rejects.toThrow('cannot be missing');
    expect(await into.find().toArray()).toEqual([{ _id: 1, n: 10, y: 'old' }]);
  });

  it('puts an item of $elemMatch behind the fields that are taken along', async () => {
    const c = collection('projected');
    await c.insertOne({ _id: 1, list: [{ n: 1 }, { n: 5 }, { n: 7 }], after: 'x' });
    const found = await c.findOne({}, { projection: { list: { $elemMatch: { n: { $gt: 3 } } }, after: 1 } });
    expect(JSON.stringify(found)).toBe('{"_id":1,"after":"x","list":[{"n":5}]}');
  });

  it('reads a result of many answers to its end, each document once, while others write', async () => {
    const c = collection('many');
    await c.insertMany(Array.from({ length: 3000 }, (_, i) => ({ _id: i, pad: 'x'.repeat(100) })));
    const seen: unknown[] = [];
    for await (const d of c.find().batchSize(250)) {
      seen.push(d._id);
      if (seen.length % 500 === 0) await c.updateOne({ _id: 0 }, { $inc: { n: 1 } });
    }
    expect(seen).toEqual(Array.from({ length: 3000 }, (_, i) => i));
    expect(await c.findOne({ _id: 0 })).toMatchObject({ n: 6 });
  });

  it('refuses a document with a field twice, at any depth, and a statement with an unknown field before the first', async () => {
    const twice = (names: string[]): Buffer => {
      const b = message({
        insert: 'twice',
        documents: [{ _id: 1, in: { [names[0] ?? '']: 1, [names[1] ?? '']: 2 } }],
        $db: 'commands',
      });
      return Buffer.from(b.toString('latin1').replace('\x10yyy\0', '\x10xxx\0'), 'latin1');
    };
    expect(await say(served.store.uri, twice(['xxx', 'yyy']))).toMatchObject({ ok: 0, code: 238 });
    expect(await say(served.store.uri, twice(['xxx', 'zzz']))).toMatchObject({ ok: 1, n: 1 });
    const updates = [
      { q: { _id: 1 }, u: { $set: { a: 1 } } },
      { q: {}, u: { $set: { a: 1 } }, sort: { _id: 1 } },
    ];
    expect(await say(served.store.uri, message({ update: 'twice', updates, $db: 'commands' }))).toMatchObject({
      ok: 0,
      code: 40415,
    });
    expect(await collection('twice').findOne({ a: 1 })).toBeNull();
  });

  it('tells its one parameter to who asks for it or for all, and knows no other', async () => {
    const admin = served.client.db('admin');
    expect(await admin.command({ getParameter: '*' })).toMatchObject({
      featureCompatibilityVersion: { version: '7.0' },
    });
    await expect(admin.command({ getParameter: 1, other: 1 })).rejects.toMatchObject({ code: 72 });
  });

  it('counts an update that changes nothing as matched and not as modified, and says which statement failed', async () => {
    const c = collection('bulk');
    await c.insertOne({ _id: 1, n: 1, d: Decimal128.fromString('1.0') });
    expect(await c.updateOne({ _id: 1 }, { $set: { n: 1 } })).toMatchObject({ matchedCount: 1, modifiedCount: 0 });
    const writes = [1, 2, 1, 3].map((_id) => ({ insertOne: { document: { _id } } }));
    const failed = await c.bulkWrite(writes, { ordered: false }).catch((error: unknown) => error);
    const errors = (failed as { writeErrors: { index: number; code: number }[] }).writeErrors;
    expect(errors.map(({ index, code }) => ({ index, code }))).toEqual([
      { index: 0, code: 11000 },
      { index: 2, code: 11000 },
    ]);
    expect(await c.countDocuments()).toBe(3);
  });
});

describe('the embedded store over TCP', () => {
  let store: RunningStore;
  beforeAll(async () => (store = await startStore(newFolder(), '--port', '0')));
  afterAll(() => store.stop());

  it('is found as the replica set it says it is', async () => {
    const client = new MongoClient(store.uri.replace('directConnection=true', 'replicaSet=embedded'));
    const hello = await client.db('test').command({ hello: 1 });
    expect(hello['me']).toBe(new URL(store.uri.replace('mongodb:', 'http:')).host);
    await client.withSession((session) =>
      session.withTransaction(() => client.db('test').collection('c').insertOne({ n: 1 }, { session })),
    );
    await client.close();
  });

  it('refuses a wrong password and every command before the right one', async () => {
    const wrong = new MongoClient(store.uri.replace(/:[^:@/]+@/, ':guessed@'));
    await expect(wrong.connect()).rejects.toMatchObject({ code: 18 });
    const stranger = await talk(store.uri);
    expect(await stranger.ask({ find: 'c', $db: 'test' })).toMatchObject({ ok: 0, code: 13 });
    expect(await stranger.ask({ saslContinue: 1, conversationId: 1, payload: bytes(''), $db: 'admin' })).toMatchObject({
      ok: 0,
      code: 18,
    });
    expect(await stranger.ask({ ping: 1, $db: 'test' })).toMatchObject({ code: 13 });
    stranger.close();
  });

  it('takes a proof once, for its own nonce and channel', async () => {
    const password = new URL(store.uri.replace('mongodb:', 'http:')).password;
    const first = await talk(store.uri);
    const known = await login(first, password);
    expect(known.reply).toMatchObject({ ok: 1 });
    expect(String(known.reply['payload'])).toContain('v=');
    const second = await talk(store.uri);
    expect(await second.ask(start('rOprNGfwEbeRWgbN'))).toMatchObject({ ok: 1 });
    expect(await second.ask(known.last)).toMatchObject({ ok: 0, code: 18 });
    expect(await second.ask({ ping: 1, $db: 'test' })).toMatchObject({ code: 13 });
    const third = await talk(store.uri);
    expect((await login(third, password, 'eSws')).reply).toMatchObject({ ok: 0, code: 18 });
    [first, second, third].forEach((t) => t.close());
  });

  it('reads no large message of a stranger', async () => {
    const stranger = await talk(store.uri);
    expect(await stranger.ask({ ping: 1, pad: 'x'.repeat(100_000), $db: 'test' })).toBeUndefined();
    stranger.close();
  });
});

interface Talk {
  readonly ask: (command: Document) => Promise<Document | undefined>;
  readonly close: () => void;
}

/** One connection on which commands are asked one after the other; no answer when it was closed. */
const talk = async (uri: string): Promise<Talk> => {
  const { hostname, port } = new URL(uri.replace('mongodb:', 'http:'));
  const socket: Socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('connect', resolve));
  return {
    ask: (command) =>
      new Promise((resolve) => {
        socket.once('data', (chunk: Buffer) => resolve(deserialize(chunk.subarray(21))));
        socket.once('close', () => resolve(undefined));
        socket.write(message(command));
      }),
    close: () => socket.destroy(),
  };
};

const bytes = (text: string): Binary => new Binary(Buffer.from(text));
const start = (nonce: string): Document => ({
  saslStart: 1,
  mechanism: 'SCRAM-SHA-256',
  payload: bytes(`n,,n=store,r=${nonce}`),
  $db: 'admin',
});

/** RFC 5802 written out once more, from the client's side. */
const login = async (on: Talk, password: string, channel = 'biws'): Promise<{ reply: Document; last: Document }> => {
  const challenge = String(((await on.ask(start('rOprNGfwEbeRWgbN'))) ?? {})['payload']);
  const [, nonce = '', salt = '', rounds = ''] = /^r=(.*),s=(.*),i=(\d+)$/.exec(challenge) ?? [];
  const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
  const salted = pbkdf2Sync(password, Buffer.from(salt, 'base64'), Number(rounds), 32, 'sha256');
  const clientKey = hmac(salted, 'Client Key');
  const without = `c=${channel},r=${nonce}`;
  const signature = hmac(
    createHash('sha256').update(clientKey).digest(),
    `n=store,r=rOprNGfwEbeRWgbN,${challenge},${without}`,
  );
  const proof = Buffer.from(clientKey.map((byte, i) => byte ^ (signature[i] ?? 0))).toString('base64');
  const last = { saslContinue: 1, conversationId: 1, payload: bytes(`${without},p=${proof}`), $db: 'admin' };
  return { reply: (await on.ask(last)) ?? {}, last };
};
