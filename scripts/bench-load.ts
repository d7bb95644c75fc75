import { consentVersion } from '../server/domain/accounts/consent.ts';
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { creditCodeFrom } from '../server/domain/credit-code.ts';
import { systemClock, uuidV7 } from '../server/platform/clock.ts';
import { compiled } from '../server/platform/config.ts';
import type { Account, Answers, Load, Measured, Memory, Target } from './bench-load/messages.ts';
import { Caller } from './lib/caller.ts';
import { commandLine } from './lib/options.mjs';

const { values } = commandLine({
  call: 'npm run bench:load --',
  does: `Ten ordinary people among busy clients at twice what the server can hold: their times beside those of a bare route
of the same process, what was answered, how soon all is quiet again, and the memory of idle sockets. Prints figures;
it is no test.`,
  options: {
    clients: { type: 'string', default: '200', value: 'N', does: 'how many busy clients, each of an organisation' },
    seconds: { type: 'string', default: '40', value: 'N', does: 'how long the server is overloaded' },
    'first-come': { type: 'boolean', does: 'without fair shares: whoever comes first is served first' },
    sockets: { type: 'string', default: '1000', value: 'N', does: 'how many sockets are opened and left idle' },
  },
});

/** One would open too few pages to measure. */
const ordinary = 10;
const newId = uuidV7(systemClock);
const dataFolder = mkdtempSync(join(tmpdir(), 'bench-load-'));
const admin = { email: 'admin@example.org', password: `bench ${newId()}` };
const env = {
  ...process.env,
  DATA_DIR: dataFolder,
  PORT: '0',
  ADMIN_EMAIL: admin.email,
  ADMIN_PASSWORD: admin.password,
  BACKUP_KEEP: '0',
};

const start = (name: string): ChildProcess =>
  fork(compiled(`scripts/bench-load/${name}.js`), values['first-come'] ? ['--first-come'] : [], {
    env,
    execArgv: ['--expose-gc'],
  });
/** The next message of a process, after it was told something. */
const ask = <Answer>(whom: ChildProcess, message?: object | string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`a process of the benchmark ended with ${code}`));
    whom.once('exit', ended).once('message', (answer) => {
      whom.off('exit', ended);
      resolve(answer as Answer); // each process answers one kind of message
    });
    if (message !== undefined) whom.send(message);
  });

const server = start('server');
const address = await ask<string>(server);
const clients = start('clients');
const person = start('person');
const target = await furnish(Number(values.clients) + ordinary);

const measure = (seconds: number) =>
  ask<Measured>(person, { target: { ...target, accounts: target.accounts.slice(0, ordinary) }, seconds });
const load = (how: Load) =>
  ask<Answers>(clients, { target: { ...target, accounts: target.accounts.slice(ordinary) }, load: how });
const goodIn = (answers: Answers) => answers['200'] ?? 0;

await load({ seconds: 3, atATime: 8 }); // what is compiled and remembered while it runs is warm
const quiet = await measure(8);
const held = goodIn(await load({ seconds: 8, atATime: 32 })) / 8;
const seconds = Number(values.seconds);
const [answers, busy] = await Promise.all([load({ seconds, perSecond: held * 2 }), measure(seconds)]);
const afterSeconds = 12;
const after = await measure(afterSeconds);

const before = await ask<Memory>(server, 'memory');
const count = Number(values.sockets);
await ask(clients, { target, sockets: count });
const idle = await ask<Memory>(server, 'memory');

const percentile = (of: readonly number[], part: number): number =>
  [...of].sort((a, b) => a - b)[Math.min(of.length - 1, Math.floor(of.length * part))] ?? NaN;
const row = (when: string, { person: own, bare, fresh, refused }: Measured) => {
  const ms = (of: readonly number[], part: number) => Math.round(percentile(of, part) * 10) / 10;
  return {
    when,
    'p50 ms': ms(own, 0.5),
    'p95 ms': ms(own, 0.95),
    'bare p50': ms(bare, 0.5),
    'bare p95': ms(bare, 0.95),
    'p95 : bare p95': Math.round((percentile(own, 0.95) / percentile(bare, 0.95)) * 100) / 100,
    'bare on a new connection p95': ms(fresh, 0.95),
    read: own.length,
    refused,
  };
};
console.log(`${held.toFixed(0)} calls a second can be held; ${(held * 2).toFixed(0)} a second came for ${seconds} s.`);
console.table([row('quiet', quiet), row('overloaded', busy), row('after', after)]);
console.table(answers);
const calm = percentile(quiet.person, 0.95) * 2;
const loud = after.person.findLastIndex((ms) => ms > calm);
const tookSeconds = ((loud + 1) / after.person.length) * afterSeconds;
console.log(`quiet again (each reading below twice its quiet p95) ${tookSeconds.toFixed(1)} s after the last answer`);
const each = (part: keyof Memory) => ((idle[part] - before[part]) / count / 1_024).toFixed(1);
console.log(
  `${count} idle sockets: ${each('heap')} KB heap, ${each('external')} KB outside it, ${each('resident')} KB resident each`,
);

for (const one of [clients, person, server]) one.disconnect();
await new Promise((resolve) => server.once('exit', resolve));
rmSync(dataFolder, { recursive: true, force: true });

/** An organisation for each client, and patents and needs to read. */
async function furnish(organisations: number): Promise<Target> {
  const administrator = await new Caller(address).signIn(admin.email, admin.password);
  const accounts: Account[] = [];
  const callers: Caller[] = [];
  for (let n = 0; n < organisations; n++) {
    const id = newId();
    const email = `person-${n}@example.org`;
    const password = `bench ${id}`;
    const caller = new Caller(address);
    await caller.call('organisations.register', {
      body: {
        id,
        commandId: newId(),
        expectedVersion: 0,
        name: `试验企业 ${n}`,
        kind: n % 10 === 0 ? 'university' : 'company',
        creditCode: creditCodeFrom(`91330106MA${String(n).padStart(6, '0')}0`),
        place: '330106',
        admin: { email, password, displayName: 'Li Hua', consent: consentVersion },
      },
    });
    const decision = { commandId: newId(), expectedVersion: 1, decision: 'approve' } as const;
    await administrator.call('organisations.decide', { params: { organisationId: id }, body: decision });
    await caller.signIn(email, password);
    accounts.push({ cookie: caller.cookie, organisationId: id });
    callers.push(caller);
  }
  const patentIds: string[] = [];
  const list = async (owner: Caller, n: number) => {
    const id = newId();
    const title = `一种${['电池散热', '传感器封装', '耐磨涂层', '电机控制', '图像识别', '机器人夹具'][n % 6]}装置 ${n}`;
    const least = { publicationNumber: `CN1${10_000_000 + n}`, abstract: title };
    await owner.call('patents.create', { body: { id, commandId: newId(), expectedVersion: 0, title, ...least } });
    const step = { commandId: newId(), expectedVersion: 1, step: 'publish' } as const;
    await owner.call('patents.step', { params: { patentId: id }, body: step });
    patentIds.push(id);
  };
  const universities = callers.filter((_, n) => n % 10 === 0);
  for (let n = 0; n < 300; n += universities.length)
    await Promise.all(universities.map((owner, at) => list(owner, n + at)));
  return { address, accounts, patentIds };
}
