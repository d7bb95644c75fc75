import { MongoClient } from 'mongodb';
import { openMailSink } from '../support/mail-sink.ts';
import { freePort, MortalServer } from '../support/crash.ts';
import { mailEnv } from '../support/mails.ts';
import { smallDisk } from '../support/small-disk.ts';
import { Caller, newId } from '../support/app.ts';
import { until } from '../support/progress.ts';

const password = 'a long enough password';
const signIn = (server: MortalServer) => new Caller(server.address).signIn('admin@example.org', password);
const health = (server: MortalServer) => new Caller(server.address, 'en').call('system.health');
const statusAt = async (server: MortalServer, path: string, headers = {}) =>
  (await fetch(`${server.address}${path}`, { headers })).status;

describe('a store that stands still', () => {
  let server: MortalServer;
  let port: number;
  beforeAll(async () => {
    port = await freePort();
    server = new MortalServer(mailEnv(`smtp://127.0.0.1:${port}`, 'http://exchange.example.org'));
    await server.start();
  });
  afterAll(async () => {
    server.killStore('SIGCONT');
    await server.end();
  });

  it('makes health say so within its limit, also to somebody with a session, and readiness 503, until it goes on', async () => {
    const admin = await signIn(server);
    expect(await statusAt(server, '/api/ready')).toBe(200);
    server.killStore('SIGSTOP');
    const started = performance.now();
    const { ok, parts, relay } = await admin.call('system.health');
    expect(performance.now() - started).toBeLessThan(10_000); // the limit is two seconds; this machine may be busy
    expect({ ok, relay, database: parts['database'] }).toMatchObject({
      ok: false,
      relay: null,
      database: { ok: false },
    });
    expect(parts['database']?.lastWellAt).not.toBeNull();
    expect(parts['disk']).toMatchObject({ ok: true });
    expect(await statusAt(server, '/api/ready', { cookie: admin.cookie })).toBe(503);
    server.killStore('SIGCONT');
    await until(async () => (await health(server)).ok);
    expect(await statusAt(server, '/api/ready')).toBe(200);
  });

  it('and a mail that was written when the server was killed is sent at least once, and each time the same', async () => {
    const admin = await signIn(server);
    await admin.call('accounts.sendAddressLink', { body: { commandId: newId() } }); // no mail server is there yet
    await server.killServer();
    let isTaken = false;
    const sink = await openMailSink({ port, atMail: () => (isTaken ? 'take' : 'stall') });
    await server.start();
    await until(() => sink.mails.length === 1);
    await server.killServer(); // the mail server has the mail, and nobody here knows
    isTaken = true;
    const client = await storeOf(server);
    const jobs = client.db('exchange').collection<{ _id: string }>('jobs');
    await jobs.updateMany({ kind: 'mails.send' }, { $set: { leaseUntil: null, dueAt: new Date(0) } }); // instead of a minute
    await client
      .db('exchange')
      .collection('mails')
      .updateMany({}, { $set: { leaseUntil: new Date(0) } });
    await client.close();
    await server.start();
    await until(() => sink.mails.length === 2);
    await until(async () => (await health(server)).parts['mail']?.ok === true);
    const ids = sink.mails.map(({ headers, text }) => `${headers['message-id']} ${headers['date']} ${text}`);
    expect(new Set(ids).size).toBe(1);
    await sink.close();
  });
});

const storeOf = (server: MortalServer): Promise<MongoClient> =>
  new MongoClient(`mongodb://${encodeURIComponent(server.store().socket)}/`, { directConnection: true }).connect();

const disk = smallDisk(96);
(disk ? describe : describe.skip)('a full disk', () => {
  const server = new MortalServer({}, disk?.folder);
  beforeAll(() => server.start());
  afterAll(async () => {
    disk?.empty();
    await server.killServer();
    server.killStore();
    disk?.remove();
  });

  it('lets people who are signed in read on, is told of, prints nothing beside the log, and passes by itself', async () => {
    const admin = await signIn(server);
    const client = await storeOf(server);
    // so that the session is due to be prolonged
    const sessions = client.db('exchange').collection('sessions');
    await sessions.updateMany({}, { $set: { seenAt: new Date(0), expiresAt: new Date(Date.now() + 3_600_000) } });
    await client.close();

    disk?.fill();
    await until(() => statusAt(server, '/api/health').then(Boolean, () => false)); // what was open before may be closed
    for (let n = 0; n < 40; n++) expect((await admin.call('parameters.list')).items.length).toBeGreaterThan(0);
    const { ok, parts } = await health(server);
    expect({ ok, disk: parts['disk'], database: parts['database'], relay: parts['relay'] }).toMatchObject({
      ok: false,
      disk: { ok: false },
      database: { ok: false },
      relay: { ok: true },
    });
    expect(await statusAt(server, '/api/ready')).toBe(503);
    const refused = await admin.send('parameters.set', {
      body: {
        ...{ id: newId(), commandId: newId(), expectedVersion: 0 as const, key: 'price.publicityDays' as const },
        ...{ place: '330000', effectiveFrom: '2026-01-01', value: 20, source: 'x'.repeat(200) },
      },
    });
    expect(refused.status).toBe(500);
    await until(() => server.log.includes('sessions cannot be prolonged'));
    expect(server.log.split('sessions cannot be prolonged')).toHaveLength(2); // once
    for (const line of server.log.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('level');
    expect(server.printed).toBe('');

    disk?.empty();
    await until(async () => (await health(server)).ok);
    expect(await statusAt(server, '/api/ready')).toBe(200);
  });
});
