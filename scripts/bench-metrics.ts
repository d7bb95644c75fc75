import { consentVersion } from '../server/domain/accounts/consent.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createApp } from '../server/app.ts';
import { calendarDate } from '../server/domain/calendar.ts';
import { amountLines } from '../server/domain/contracts/amounts.ts';
import type { CarriedOver } from '../server/domain/contracts/contract-events.ts';
import { foldContract } from '../server/domain/contracts/fold.ts';
import { routes } from '../server/domain/contracts/routes/routes.ts';
import { creditCodeFrom } from '../server/domain/credit-code.ts';
import { concerning } from '../server/domain/event.ts';
import { metricsStore } from '../server/features/metrics/metrics.store.ts';
import { readConfig } from '../server/platform/config.ts';
import { canonical, eventHash, noHash } from '../server/platform/events/chain.ts';
import { eventVersion } from '../server/platform/events/upcasters.ts';
import { idsFrom } from './demo/ids.ts';
import { Caller } from './lib/caller.ts';
import { commandLine } from './lib/options.mjs';

const { values } = commandLine({
  call: 'npm run bench:metrics --',
  does: 'What the figures of a centre cost with few and with many contracts, in one run.',
  options: {
    few: { type: 'string', default: '1000', value: 'N', does: 'contracts of one centre' },
    many: { type: 'string', default: '100000', value: 'N', does: 'contracts of the other' },
    calls: { type: 'string', default: '200', value: 'N', does: 'how often each is asked, in turn' },
  },
});
const ids = idsFrom(1);
const password = 'a long enough password';
const dataFolder = mkdtempSync(join(tmpdir(), 'bench-metrics-'));
const generous = { points: 10_000_000, duration: 60 };
const config = readConfig({
  ...{ DATA_DIR: dataFolder, PORT: '0', LOG_LEVEL: 'error', SEARCH: 'builtin' },
  ...{ ADMIN_EMAIL: 'admin@example.org', ADMIN_PASSWORD: password },
});
const app = await createApp(config, { limits: { guesses: generous, anonymous: generous, person: generous } });

/** Registers and approves a centre, and signs in its first member. */
async function centre(address: string, administrator: Caller, name: string) {
  const [id, email] = [ids(`centre ${name}`), `${name}@example.org`];
  await new Caller(address).call('organisations.register', {
    body: {
      ...{ id, commandId: ids(`register ${name}`), expectedVersion: 0, name, kind: 'centre', place: '330100' },
      ...{ creditCode: creditCodeFrom(`52330100${name.padEnd(9, '0').toUpperCase()}`), isSme: false },
      admin: { email, password, displayName: name, consent: consentVersion },
    },
  });
  const body = { commandId: ids(`approve ${name}`), expectedVersion: 1, decision: 'approve' as const };
  await administrator.call('organisations.decide', { params: { organisationId: id }, body });
  return { id, caller: await new Caller(address).signIn(email, password) };
}

/** The single event of a completed contract of a centre; years, routes and amounts vary. */
function eventOf(centreId: string, at: number) {
  const contractId = ids(`contract ${at} of ${centreId}`);
  const day = calendarDate(`${2017 + (at % 10)}-0${1 + (at % 9)}-1${at % 10}`);
  const amount = { amount: `${10_000 + at}.00`, currency: 'CNY' as const };
  const line = { date: day, statedBy: 'both', isConfirmed: true, proof: null, reverses: null, amount } as const;
  const [supplier, demander] = [ids(`supplier ${at % 500}`), ids(`demander ${at % 700}`)];
  const file = { fileId: ids(`file ${at}`), sha256: noHash };
  const data: CarriedOver = {
    ...{
      origin: { kind: 'concludedElsewhere' },
      needId: null,
      centreIds: [centreId],
      subject: [],
      file,
      signedOn: day,
    },
    parties: [
      { organisationId: supplier, part: 'supplier' },
      { organisationId: demander, part: 'demander' },
    ],
    terms: {
      ...{ route: routes[at % routes.length] ?? 'other', exclusivity: null, termMonths: null, royalty: null },
      ...{ equityShare: null, upfront: amount, territory: { codes: 'all', wordsDigest: '' } },
    },
    lines: [
      { ...line, id: ids(`sum ${contractId}`), kind: 'contracted', part: 'fixed' },
      { ...line, id: ids(`money ${contractId}`), kind: 'received', part: 'royalty' },
    ],
    ...{ state: 'completed', effectiveOn: day, completedOn: day, endedOn: null, evidence: [], corrections: [] },
    ...{ shares: [{ centreId, weight: 10_000 }], head: { seq: 1, hash: noHash } },
  };
  const stream = `contract:${contractId}`;
  const event = {
    ...{ v: eventVersion, stream, seq: 1, commandId: ids(`carry ${contractId}`), type: 'contract.carriedOver' },
    by: { kind: 'system' as const },
    data: JSON.parse(canonical(data)) as Record<string, unknown>,
    concerns: concerning({ organisations: [supplier, demander, centreId], things: [stream] }),
    prevHash: noHash,
  };
  const happened = new Date('2026-01-01T00:00:00.000Z');
  const hash = eventHash({ ...event, at: happened.toISOString() });
  const row = { _id: ids(`event ${contractId}`), ...event, at: happened, hash, requestDigest: hash, pending: [] };
  return { row, contractId, lines: amountLines(foldContract([{ type: 'contract.carriedOver', data }])) };
}

async function fill(centreId: string, count: number): Promise<void> {
  const amounts = metricsStore(app.database);
  for (let from = 0; from < count; from += 1_000) {
    const made = Array.from({ length: Math.min(1_000, count - from) }, (_, at) => eventOf(centreId, from + at));
    await app.database.raw('events').insertMany(made.map(({ row }) => row));
    await app.database.transaction(() => amounts.replace(new Map(made.map((one) => [one.contractId, one.lines]))));
  }
}

const percentile = (times: readonly number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length * share)] ?? 0;

try {
  const address = await app.start();
  const administrator = await new Caller(address).signIn('admin@example.org', password);
  const sizes = [Number(values.few), Number(values.many)];
  const centres = [await centre(address, administrator, 'few'), await centre(address, administrator, 'many')];
  for (const [at, { id }] of centres.entries()) await fill(id, sizes[at] ?? 0);
  const times = centres.map((): number[] => []);
  for (let call = 0; call < Number(values.calls); call++) {
    for (const [at, { id, caller }] of centres.entries()) {
      const started = performance.now();
      await caller.call('metrics.get', { params: { centreId: id } });
      times[at]?.push(performance.now() - started);
    }
  }
  for (const [at, of] of times.entries())
    console.log(
      `${String(sizes[at]).padStart(7)} contracts: p50 ${percentile(of, 0.5).toFixed(1)} ms, p95 ${percentile(of, 0.95).toFixed(1)} ms`,
    );
  const [few = [], many = []] = times;
  console.log(
    `ratio of the medians ${(percentile(many, 0.5) / percentile(few, 0.5)).toFixed(2)} (aim ≤ 1.5, or + 3 ms)`,
  );
  const { events, faults } = await app.checkpoints.audit();
  console.log(`${events} events in sound chains: ${faults.length === 0 ? 'yes' : 'NO'}`);
} finally {
  await app.stop();
  rmSync(dataFolder, { recursive: true, force: true });
}
