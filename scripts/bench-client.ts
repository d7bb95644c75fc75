import { consentVersion } from '../server/domain/accounts/consent.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Browser, Page } from 'playwright-core';
import { createApp } from '../server/app.ts';
import { creditCodeFrom } from '../server/domain/credit-code.ts';
import { readConfig } from '../server/platform/config.ts';
import { openBrowser } from '../test/support/browser.ts';
import { idsFrom } from './demo/ids.ts';
import { sendList } from './demo/load.ts';
import { patentList } from './demo/world.ts';
import { invention } from './generator/inventions.ts';
import { seeded } from './generator/random.ts';
import { Caller } from './lib/caller.ts';
import { commandLine } from './lib/options.mjs';

const { values } = commandLine({
  call: 'npm run bench:client --',
  does: 'What the browser client weighs and how quick it is, on this machine, in a real browser.',
  options: { rows: { type: 'string', default: '10000', value: 'N', does: 'how many patents there are' } },
});
const rowCount = Number(values.rows);
/** Lighthouse's "slow 4G". */
const slow4g = {
  offline: false,
  latency: 150,
  downloadThroughput: (1.6 * 1024 * 1024) / 8,
  uploadThroughput: (750 * 1024) / 8,
};

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
const show = (what: string, value: string, limit: string) =>
  console.log(`${what.padEnd(44)} ${value.padStart(14)}   ${limit}`);

async function firstScreen(browser: Browser, address: string): Promise<void> {
  const page = await browser.newPage();
  await page.goto(address, { waitUntil: 'networkidle' });
  const bytes = await page.evaluate<number>(
    `performance.getEntriesByType('resource').filter((e) => /\\.js($|\\?)/.test(e.name)).reduce((sum, e) => sum + e.encodedBodySize, 0)`,
  );
  show('script of the first screen, as served', `${(bytes / 1024).toFixed(0)} KB`, '≤ 250 KB');
  await page.close();
}

async function largestPaint(browser: Browser, address: string): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', slow4g);
  await page.addInitScript(
    `new PerformanceObserver((list) => { window.paint = list.getEntries().at(-1).startTime; }).observe({ type: 'largest-contentful-paint', buffered: true });`,
  );
  await page.goto(address, { waitUntil: 'networkidle' });
  show(
    'largest paint on slow 4G (1.6 Mbit/s, 150 ms)',
    `${(await page.evaluate<number>('window.paint')).toFixed(0)} ms`,
    '≤ 2,500 ms',
  );
  await context.close();
}

/** Measures from a key press until its answer is on the screen. */
async function typing(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/patents`, { waitUntil: 'networkidle' });
  const box = page.getByRole('searchbox');
  const times: number[] = [];
  const waits: number[] = [];
  for (const word of ['防腐涂层', '锂离子电池', '废水处理', '图像识别']) {
    await box.fill('');
    for (let length = 1; length <= word.length; length++) {
      const text = word.slice(0, length);
      const started = performance.now();
      const answered = page.waitForResponse((response) => response.url().includes(`text=${encodeURIComponent(text)}&`));
      await box.fill(text);
      const response = await answered;
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
      times.push(performance.now() - started);
      await response.finished();
      const { requestStart, responseEnd } = response.request().timing();
      waits.push(responseEnd - requestStart);
    }
  }
  const [median, slow] = [percentile(times, 0.5), percentile(times, 0.95)];
  show(
    `search while typing, key to screen (${times.length} keys)`,
    `${median.toFixed(0)} / ${slow.toFixed(0)} ms`,
    'p50 / p95, ≤ 100 ms',
  );
  show(
    '  of it the server and the line',
    `${percentile(waits, 0.5).toFixed(0)} / ${percentile(waits, 0.95).toFixed(0)} ms`,
    'p50 / p95',
  );
}

/** Scrolls through every row and measures the time of each frame. */
async function scrolling(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/patents`, { waitUntil: 'networkidle' });
  const result = await page.evaluate<{ frames: number[]; rows: number }>(`(async () => {
    const frames = [];
    let last = performance.now();
    let still = 0;
    while (still < 60) {
      const before = document.documentElement.scrollHeight;
      scrollBy(0, 1200);
      await new Promise((done) => requestAnimationFrame(done));
      const now = performance.now();
      frames.push(now - last);
      last = now;
      const atEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
      still = atEnd && before === document.documentElement.scrollHeight ? still + 1 : 0;
      if (atEnd) await new Promise((done) => setTimeout(done, 20)), (last = performance.now());
    }
    return { frames, rows: Math.max(0, ...[...document.querySelectorAll('[data-index]')].map((row) => Number(row.dataset.index) + 1)) };
  })()`);
  const slow = result.frames.filter((ms) => ms > 50).length;
  show(
    `scrolling ${result.rows.toLocaleString('en')} rows, frame p50 / p95`,
    `${percentile(result.frames, 0.5).toFixed(0)} / ${percentile(result.frames, 0.95).toFixed(0)} ms`,
    `${slow} of ${result.frames.length} frames over 50 ms`,
  );
}

/** Registers a university with all the patents, published. */
async function seed(address: string): Promise<void> {
  const ids = idsFrom(1);
  const [email, password, name] = ['bench@example.org', 'a long enough password', '测量大学'];
  const id = ids('university');
  const admin = { email, password, displayName: '测量员', consent: consentVersion };
  const body = {
    id,
    commandId: ids('register'),
    expectedVersion: 0 as const,
    name,
    kind: 'university' as const,
    place: '330000',
  };
  await new Caller(address).call('organisations.register', {
    body: { ...body, creditCode: creditCodeFrom('12330000000000000'), admin },
  });
  const administrator = await new Caller(address).signIn('admin@example.org', password);
  const decision = { commandId: ids('approve'), expectedVersion: 1, decision: 'approve' as const };
  await administrator.call('organisations.decide', { params: { organisationId: id }, body: decision });
  const caller = await new Caller(address).signIn(email, password);
  const random = seeded(1);
  const list = patentList(
    name,
    Array.from({ length: rowCount }, (_, index) => {
      const made = invention(random, index + 1);
      return { ...made, title: `${made.title}（${index + 1}）` }; // there are fewer titles than rows
    }),
  );
  await sendList(caller, ids, { name: 'bench.csv', subject: 'patents', bytes: new TextEncoder().encode(list) });
}

async function main(): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'exchange-bench-'));
  const config = {
    ...readConfig({
      DATA_DIR: dataFolder,
      PORT: '0',
      ADMIN_EMAIL: 'admin@example.org',
      ADMIN_PASSWORD: 'a long enough password',
    }),
    logLevel: 'silent',
  };
  const app = await createApp(config, { limits: { guesses: wide, anonymous: wide, person: wide } });
  const address = await app.start();
  const browser = await openBrowser();
  try {
    console.log(`Seeding ${rowCount.toLocaleString('en')} patents …`);
    await seed(address);
    while ((await app.events.backlog()).oldestAt || !(await app.matching.isSettled()))
      await new Promise((resolve) => setTimeout(resolve, 200));
    await firstScreen(browser, address);
    await largestPaint(browser, address);
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await typing(page, address);
    await scrolling(page, address);
  } finally {
    await browser.close();
    await app.stop();
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const wide = { points: 10_000_000, duration: 60 };
await main();
