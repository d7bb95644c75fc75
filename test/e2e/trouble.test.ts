import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { systemClock } from '../../server/platform/clock.ts';
import { newId, startApp, type TestApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { freshDeal, give, licenceTerms } from '../support/deals.ts';
import { password } from '../support/people.ts';
import { examine, requireBuiltClient, visitor } from '../support/screens.ts';
import { textsOf } from '../support/texts.ts';

let browser: Browser;
let app: TestApp;
const dataFolder = mkdtempSync(join(tmpdir(), 'exchange-trouble-'));
const database = `test-${newId().slice(0, 13)}`;
const open = (port = '0') => startApp({ clock: systemClock, dataFolder, env: { PORT: port, DATABASE: database } });

beforeAll(async () => {
  requireBuiltClient();
  [browser, app] = await Promise.all([openBrowser(), open()]);
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  rmSync(dataFolder, { recursive: true, force: true });
});

test.each(['zh', 'en'] as const)(
  'in %s, without network, after a restart, after the session ended and behind others, the page says so and loses nothing',
  async (language) => {
    const say = await textsOf('lib/common.texts.ts', language);
    const deals = await textsOf('features/deals/deals.texts.ts', language);
    const held = await textsOf('components/held.texts.ts', language);
    const dealing = await textsOf('components/dealing.texts.ts', language);
    const { dealId, supplier, demander } = await freshDeal(app);
    const wrong: string[] = [];
    const person = await visitor(browser, app, language, supplier);
    const { page, context } = person;
    await page.goto(`/deals/${dealId}`);
    await page.getByText(`● ${dealing('live')}`).waitFor();
    const message = page.getByLabel(deals('message'));

    // offline: what is sent waits and goes out by itself
    await message.fill('网络断开时写的话');
    await context.setOffline(true);
    await page.getByText(say('problem.OFFLINE.title')).waitFor();
    await page.keyboard.press('Enter');
    wrong.push(...(await examine(person, 'offline', { isLive: true })));
    expect(await message.inputValue()).toBe('网络断开时写的话');
    await context.setOffline(false);
    await page.locator('.say p').waitFor();

    // the server restarts under an open page
    const { port } = new URL(app.address);
    await app.stop(true);
    await message.fill('重启时写的话');
    await page.keyboard.press('Enter');
    await page.getByText(say('problem.UNAVAILABLE.title')).waitFor();
    wrong.push(...(await examine(person, 'server-away', { isLive: true })));
    app = await open(port);
    await page.locator('.say p').nth(1).waitFor();
    await page.getByText(say('problem.UNAVAILABLE.title')).waitFor({ state: 'detached' });
    await page.getByText(`● ${dealing('live')}`).waitFor();

    // the session ends: sign in on top of the page, then go on
    await message.fill('登录过期时写的话');
    await context.request.delete('/api/session'); // a cookie that is only dropped here may come back with an answer under way
    await page.keyboard.press('Enter');
    const dialog = page.locator('dialog[open]');
    await dialog.waitFor();
    wrong.push(...(await examine(person, 'session-ended', { isLive: true })));
    await dialog.locator('input[type=password]').fill(password);
    await dialog.locator('button[type=submit]').click();
    await dialog.waitFor({ state: 'detached' });
    expect(await message.inputValue()).toBe('登录过期时写的话');
    await message.press('Enter');
    await page.locator('.say p').nth(2).waitFor();

    // the refusal of what was sent without a session arrives after the user has signed in again, in another window
    await context.request.delete('/api/session');
    let signedIn = () => {};
    const untilSignedIn = new Promise<void>((resolve) => (signedIn = resolve));
    const refused = new Promise<number>((resolve) => {
      void page.route(
        `**/api/deals/${dealId}/say`,
        async (route) => {
          const response = await route.fetch();
          resolve(response.status());
          await untilSignedIn;
          await route.fulfill({ response });
        },
        { times: 1 },
      );
    });
    await message.fill('在另一窗口登录之前发的话');
    await message.press('Enter');
    expect(await refused).toBe(401);
    const other = await context.newPage();
    await other.goto('/sign-in');
    await other.locator('input[type=password]').fill(password);
    await other.locator('button[type=submit]').click();
    await other.locator('input[type=password]').waitFor({ state: 'detached' });
    await other.close();
    signedIn();
    await page.locator('.say p').nth(3).waitFor({ timeout: 60_000 });
    expect(await dialog.count()).toBe(0);

    // somebody else was first, and this page had no hint of it
    await give(demander, 'deals.offer', dealId, { terms: licenceTerms });
    await page.getByRole('button', { name: deals('accept').replace('{{number}}', '1') }).waitFor();
    await context.route('**/api/socket/**', (route) => route.abort());
    await context.addInitScript('delete window.WebSocket');
    await page.reload();
    await page.getByRole('button', { name: deals('accept').replace('{{number}}', '1') }).waitFor();
    await give(demander, 'deals.offer', dealId, { terms: { ...licenceTerms, termMonths: 24 } });
    await page.getByRole('button', { name: deals('accept').replace('{{number}}', '1') }).click();
    const question = page.getByRole('dialog'); // it asks once more, and does not know either
    await question.getByRole('button', { name: deals('accept').replace('{{number}}', '1') }).click();
    await question.getByText(held('moved')).waitFor(); // refused, and told
    await page.getByText(dealing('months').replace('{{count}}', '24')).first().waitFor(); // what is there now is shown
    wrong.push(...(await examine(person, 'stale', { isLive: true })));

    // what one may not see is not told apart from what is not there; what one may not do says so
    await page.goto('/organisations');
    await page.getByText(say('problem.NOT_ALLOWED.title')).waitFor();
    wrong.push(...(await examine(person, 'forbidden', { isLive: true })));
    expect(wrong).toEqual([]);
    await context.close();
  },
);
