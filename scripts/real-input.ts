import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { dateInShanghai } from '../server/domain/calendar.ts';
import { createApp } from '../server/app.ts';
import { installationFolder, readConfig } from '../server/platform/config.ts';
import { createLogger } from '../server/platform/logger.ts';
import { Money } from '../server/domain/money.ts';
import { meet } from './demo/deals.ts';
import { idsFrom } from './demo/ids.ts';
import { eventually, sendList, registerOrganisations } from './demo/load.ts';
import { fulfil, Negotiation, signContract, type Terms } from './demo/negotiate.ts';
import { administratorEmail, createWorld, csv, demoPassword, type Inhabitant } from './demo/world.ts';
import { commandLine } from './lib/options.mjs';
import { bad, good, heading, progress, say } from './lib/terminal.ts';

const { values } = commandLine({
  call: 'npm run real-input --',
  does: `Real, messy lists through the real product: imports two files of 4,095 and 9,740 patents, matches paraphrased needs whose
right answer is known, drives one deal to completion, and compares the centre's amount with the ledger, to the cent.
The data is not part of the product; without it the script says so and fails.`,
  options: {
    shared: { type: 'string', default: join(installationFolder, '..', 'shared'), value: 'FOLDER', does: 'the data' },
    needs: { type: 'string', default: '100', value: 'N', does: 'how many needs' },
  },
});
const files = {
  abstracts: join(values.shared, 'data/patents-cn-abstracts.csv'),
  numbers: join(values.shared, 'data/patents-cn-numbers.csv'),
  queries: join(values.shared, 'bench/cn-patents/queries-dev.jsonl.gz'),
};
type Query = { id: string; title: string; ko_zh_title: string; ko_zh_abstract: string };

async function main(): Promise<boolean> {
  for (const file of Object.values(files)) {
    if (!existsSync(file))
      throw new Error(`NOT RUN: the measuring data is absent (${file}); name its folder with --shared`);
  }
  const dataFolder = mkdtempSync(join(tmpdir(), 'exchange-real-'));
  const generous = { points: 1_000_000, duration: 60 };
  const app = await createApp(
    readConfig({
      DATA_DIR: dataFolder,
      PORT: '0',
      LOG_LEVEL: 'error',
      ADMIN_EMAIL: administratorEmail,
      ADMIN_PASSWORD: demoPassword,
    }),
    { logger: createLogger('error'), limits: { guesses: generous, anonymous: generous, person: generous } },
  );
  try {
    const address = await app.start();
    const world = createWorld(7, dateInShanghai(new Date()));
    const few = world.organisations.filter(({ email }) =>
      /^(authority|centre-a|university-[12]|company-1)@/.test(email),
    );
    const { byEmail } = await registerOrganisations(address, { ...world, organisations: few });
    const who = (name: string): Inhabitant => {
      const found = byEmail.get(`${name}@example.org`);
      if (!found) throw new Error(`${name} is missing`);
      return found;
    };
    await importReal(who('university-1'), files.abstracts, withNumbers);
    await importReal(who('university-2'), files.numbers);
    const hit = await matchReal(who('company-1'));
    return await dealWith(hit, who('university-1'), who('company-1'), who('centre-a'));
  } finally {
    await app.stop();
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  }
}

type Bytes = Uint8Array<ArrayBuffer>;

/** The list of abstracts names no numbers, without which nothing is published: each row gets one that is made up. */
function withNumbers(list: Bytes): Bytes {
  const rows = parse(Buffer.from(list), { bom: true, relax_column_count: true });
  const number = (at: number) => (at === 0 ? '公开号' : `CN1${String(10_000_000 + at)}A`);
  return Buffer.from(csv(rows.map((row, at) => [...row, number(at)])));
}

/** Imports a file, and prints how many rows were taken and refused, and why. */
async function importReal(inhabitant: Inhabitant, file: string, change = (list: Bytes) => list): Promise<void> {
  heading(`Import ${file.split('/').at(-1)}`);
  const started = performance.now();
  const view = await sendList(inhabitant.caller, idsFrom(1), {
    name: file.split('/').at(-1) ?? '',
    subject: 'patents',
    bytes: change(readFileSync(file)),
  });
  const seconds = (performance.now() - started) / 1_000;
  const { preview, written, format } = view;
  say(
    `   ${format?.kind} ${format?.encoding}, columns ${format?.columns.map(({ header, field }) => `${header}→${field ?? '?'}`).join(', ')}`,
  );
  say(
    `   rows ${preview.rows}: created ${written.created}, changed ${written.changed}, unchanged ${written.unchanged}, refused ${written.refused}`,
  );
  say(`   possible doubles ${preview.doubles}, other holders named ${preview.foreign}, noted ${preview.noted}`);
  say(`   ${seconds.toFixed(1)} s, ${Math.round(preview.rows / seconds)} rows a second`);
  for (const [reason, count] of await reasons(inhabitant, view.id)) say(`   ${String(count).padStart(6)} × ${reason}`);
}

async function reasons({ caller }: Inhabitant, importId: string): Promise<[string, number][]> {
  const counts = new Map<string, number>();
  for (const query of [{ outcome: 'refused' as const }, { only: 'noted' as const }]) {
    for (let cursor: string | undefined; ;) {
      const page = await caller.call('imports.rows', {
        params: { importId },
        query: { ...query, limit: 100, ...(cursor ? { cursor } : {}) },
      });
      for (const { problems, notes } of page.items) {
        for (const { message } of [...problems, ...notes]) counts.set(message, (counts.get(message) ?? 0) + 1);
      }
      if (!page.nextCursor) break;
      cursor = page.nextCursor;
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, 8);
}

/** Enters needs that paraphrase known patents; prints how often the right one is first and among the first ten. */
async function matchReal({ caller }: Inhabitant): Promise<{ needId: string; patentId: string }> {
  const half = Math.floor(Number(values.needs) / 2);
  const queries = gunzipSync(readFileSync(files.queries))
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Query);
  const ids = idsFrom(2);
  const kinds = ['ko_zh_abstract', 'ko_zh_title'] as const;
  let answer: { needId: string; patentId: string } | undefined;
  for (const [part, kind] of kinds.entries()) {
    heading(`Match ${half} needs (${kind})`);
    const bar = progress(kind, half);
    const times: number[] = [];
    const ranks: number[] = [];
    for (const [index, query] of queries.slice(part * half, (part + 1) * half).entries()) {
      const needId = ids(`${kind} ${query.id}`);
      const text = query[kind].slice(0, 5_000);
      await caller.call('needs.create', {
        body: {
          id: needId,
          commandId: ids(`create ${needId}`),
          expectedVersion: 0,
          title: text.slice(0, kind === 'ko_zh_title' ? 300 : 60),
          reference: query.id,
          description: text,
        },
      });
      await caller.call('needs.step', {
        params: { needId },
        body: { commandId: ids(`publish ${needId}`), expectedVersion: 1, step: 'publish' },
      });
      await eventually(async () => {
        const { items } = await caller.call('matches.forNeed', { params: { needId }, query: { limit: 1 } });
        return items.length > 0 ? true : null;
      }, 'the need to be matched');
      const started = performance.now();
      const { items } = await caller.call('matches.forNeed', { params: { needId }, query: { limit: 10 } });
      times.push(performance.now() - started);
      const rank = items.findIndex(({ patent }) => patent.title === query.title);
      ranks.push(rank);
      const first = items[0];
      if (rank === 0 && first) answer ??= { needId, patentId: first.patent.id };
      bar.at(index + 1);
    }
    bar.end();
    const share = (count: number) => `${count} of ${ranks.length} (${Math.round((100 * count) / ranks.length)} %)`;
    const sorted = times.sort((a, b) => a - b);
    const at = (quantile: number) =>
      (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * quantile))] ?? 0).toFixed(0);
    say(
      `   right patent first ${share(ranks.filter((rank) => rank === 0).length)}, in the first ten ${share(ranks.filter((rank) => rank >= 0).length)}`,
    );
    say(`   one ranked list over HTTP: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`);
  }
  if (!answer) throw new Error('no need found its patent');
  return answer;
}

/** Takes a match to a completed deal and compares the centre's amount with the ledger. */
async function dealWith(
  pair: { needId: string; patentId: string },
  supplier: Inhabitant,
  demander: Inhabitant,
  centre: Inhabitant,
): Promise<boolean> {
  heading('One deal, to completion');
  const ids = idsFrom(3);
  const deal = new Negotiation(ids, await meet({ ids }, { ...pair, supplier, demander }, centre));
  const table = { supplier: supplier.caller, demander: demander.caller, centre: centre.caller, centreId: centre.id };
  const terms: Terms = {
    ...{
      route: 'licence',
      exclusivity: 'ordinary',
      territory: { codes: ['000000'], words: '全国' },
      termMonths: 36,
      equityShare: null,
      royalty: null,
    },
    upfront: { amount: '123456.78', currency: 'CNY' },
  };
  await deal.give(supplier.caller, 'deals.offer', { terms });
  await deal.give(demander.caller, 'deals.accept', { number: 1 });
  await signContract(deal, table, 'contract');
  await fulfil(deal, table, terms);
  const { ledger } = await deal.contract(supplier.caller);
  const wanted = Money.sum(
    ledger.filter(({ kind }) => kind === 'contracted').map(({ amount }) => Money.fromWire(amount)),
    'CNY',
  );
  const amount = await eventually(async () => {
    const { headline } = await centre.caller.call('metrics.get', { params: { centreId: centre.id } });
    return headline[0] ? Money.fromWire(headline[0].amount) : null;
  }, 'the amount to move');
  const isEqual = amount.equals(wanted);
  say(`   ${isEqual ? good('✓') : bad('✗')} centre ${amount.toString()} = ledger ${wanted.toString()}`);
  return isEqual;
}

main().then(
  (isRight) => process.exit(isRight ? 0 : 1),
  (error: unknown) => {
    say(bad(error instanceof Error ? (error.stack ?? error.message) : String(error)));
    process.exit(1);
  },
);
