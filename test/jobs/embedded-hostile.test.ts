import { Binary, Long } from 'bson';
import fc from 'fast-check';
import type { Document } from 'mongodb';
import { storeForTests } from '../support/embedded.ts';
import { message, say } from '../support/embedded-wire.ts';

describe('hostile clients of the embedded store', () => {
  const served = storeForTests();
  const isWell = async () => expect(await served.client.db('test').command({ ping: 1 })).toMatchObject({ ok: 1 });

  it('survives messages that are cut, lengthened, mixed up or random', async () => {
    const good = message({ insert: 'c', documents: [{ _id: 1, a: [1, { b: 'x' }] }], $db: 'hostile', ordered: true });
    const hostile = fc.oneof(
      fc.uint8Array({ maxLength: 64 }).map((b) => Buffer.from(b)),
      fc.nat(good.length).map((n) => good.subarray(0, n)),
      fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }).map((changes) => {
        const b = Buffer.from(good);
        for (const [at, byte] of changes) b[at] = byte;
        return b;
      }),
      fc.integer().map((n) => {
        const b = Buffer.from(good);
        b.writeInt32LE(n, 0);
        return b;
      }),
    );
    await Promise.all(fc.sample(hostile, 150).map((bytes) => say(served.store.uri, bytes)));
    await isWell();
    for (const c of await served.client.db('hostile').collections()) await c.find().toArray();
  });

  it('says what is wrong with a command and goes on', async () => {
    expect(await say(served.store.uri, message({ nonsense: 1, $db: 'test' }))).toMatchObject({ ok: 0, code: 59 });
    expect(await say(served.store.uri, message({ find: 7, $db: 'test' }))).toMatchObject({ ok: 0, code: 14 });
    expect(
      await say(served.store.uri, message({ find: 'c', filter: { a: { $nonsense: 1 } }, $db: 'test' })),
    ).toMatchObject({
      ok: 0,
      code: 238,
    });
    expect(
      await say(served.store.uri, message({ getMore: Long.fromNumber(5), collection: 'c', $db: 'test' })),
    ).toMatchObject({
      ok: 0,
      code: 43,
    });
  });

  it('keeps names that mean something to JavaScript as the plain names they are', async () => {
    const c = served.client.db('test').collection<Document & { _id: number }>('names');
    const names = {
      _id: 1,
      constructor: { prototype: { x: 1 } },
      toString: 'a',
      hasOwnProperty: null,
      1: 'number',
      0: 'earlier',
    };
    await c.insertOne({ ...names });
    await c.updateOne(
      {},
      { $set: { 'constructor.prototype.polluted': 'yes', toString: 'b' }, $inc: { 'valueOf.n': 1 } },
    );
    await c.updateOne({}, [{ $set: { copy: '$constructor.prototype' } }]);
    await c.updateOne({ hasOwnProperty: null }, { $rename: { copy: 'prototype' } });
    const [kept] = await c
      .aggregate([{ $group: { _id: '$toString', all: { $push: '$constructor.prototype.polluted' } } }])
      .toArray();
    expect(kept).toEqual({ _id: 'b', all: ['yes'] });
    const raw = message({
      insert: 'names',
      documents: [JSON.parse('{"__proto__":{"polluted":1},"_id":2}') as object],
      $db: 'test',
    });
    expect(await say(served.store.uri, raw)).toMatchObject({ ok: 1, n: 1 });
    expect(await c.findOne({ _id: 2 })).toBeTruthy();
    expect(await c.findOne({ polluted: { $exists: true } })).toBeNull();
    await isWell();
  });

  it('takes documents up to 16 MB and as deep as MongoDB does, and refuses the rest', async () => {
    const c = served.client.db('test').collection('large');
    await c.insertOne({ data: new Binary(Buffer.alloc(16 * 1024 * 1024 - 200)) });
    expect(((await c.findOne())?.['data'] as Binary).length()).toBe(16 * 1024 * 1024 - 200);
    await c.updateOne({}, { $set: { more: 'x'.repeat(50) } });
    await expect(c.updateOne({}, { $set: { more: 'x'.repeat(1000) } })).rejects.toMatchObject({ code: 10334 });
    const nested = (depth: number): object => (depth === 0 ? {} : { a: nested(depth - 1) });
    await c.insertOne(nested(150));
    await expect(c.insertOne(nested(400))).rejects.toMatchObject({ code: 15 });
    await expect(c.findOne(nested(400))).rejects.toMatchObject({ code: 15 });
    await isWell();
  });

  it('carries out a write that is sent twice under one number only once', async () => {
    const lsid = { id: new Binary(Buffer.alloc(16, 9), 4) };
    const insert = message({
      insert: 'twice',
      documents: [{ n: 1 }],
      lsid,
      txnNumber: Long.fromNumber(1),
      $db: 'test',
    });
    const increase = message({
      findAndModify: 'twice',
      query: {},
      update: { $inc: { n: 1 } },
      new: true,
      lsid,
      txnNumber: Long.fromNumber(2),
      $db: 'test',
    });
    for (let time = 0; time < 2; time++) expect(await say(served.store.uri, insert)).toMatchObject({ ok: 1, n: 1 });
    for (let time = 0; time < 2; time++)
      expect(await say(served.store.uri, increase)).toMatchObject({ ok: 1, value: { n: 2 } });
    expect(
      await served.client
        .db('test')
        .collection('twice')
        .find({}, { projection: { _id: 0 } })
        .toArray(),
    ).toEqual([{ n: 2 }]);
    expect(await say(served.store.uri, insert)).toMatchObject({ ok: 0, code: 225 });
  });

  it('refuses more cursors than it can keep, goes on with those that are open, and has room when they are closed', async () => {
    const c = served.client.db('test').collection<{ _id: number }>('cursors');
    await c.insertMany(Array.from({ length: 5 }, (_, _id) => ({ _id })));
    const open = [];
    let refused: unknown;
    for (let i = 0; i < 600 && refused === undefined; i++) {
      const cursor = c.find().batchSize(1);
      await cursor.next().catch((error: unknown) => (refused = error));
      open.push(cursor);
    }
    expect(refused).toMatchObject({ code: 238 });
    expect(await open[0]?.toArray()).toHaveLength(4);
    await Promise.all(open.map((cursor) => cursor.close()));
    expect(await c.find().batchSize(1).toArray()).toHaveLength(5);
  });
});
