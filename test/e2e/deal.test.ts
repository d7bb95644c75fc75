import type { Browser } from 'playwright-core';
import { readSheet } from 'read-excel-file/node';
import { dateInShanghai } from '../../server/domain/calendar.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { freshDeal, give, signedDeal } from '../support/deals.ts';
import { password } from '../support/people.ts';
import { examine, requireBuiltClient, signInAs, type Visitor, visitor } from '../support/screens.ts';
import { textsOf } from '../support/texts.ts';

let browser: Browser;
let app: TestApp;
beforeAll(async () => {
  requireBuiltClient();
  [browser, app] = await Promise.all([openBrowser(), startApp({ clock: systemClock })]);
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

/** What is written on buttons and fields, with its holes filled. */
const fill = (text: string, holes: Record<string, string>) =>
  Object.entries(holes).reduce((said, [hole, value]) => said.replace(`{{${hole}}}`, value), text);

describe.each([
  ['zh', 'en'],
  ['en', 'zh'],
] as const)('a supplier who reads %s and a demander who reads %s', (mine, theirs) => {
  test('negotiate live, sign, and complete the deal; the money comes in and stands in the figures of the centre', async () => {
    const { dealId, supplier, demander, centre } = await freshDeal(app);
    const wrong: string[] = [];
    const left = await visitor(browser, app, mine);
    const right = await visitor(browser, app, theirs);
    const operator = await visitor(browser, app, mine);
    const deals = {
      zh: await textsOf('features/deals/deals.texts.ts', 'zh'),
      en: await textsOf('features/deals/deals.texts.ts', 'en'),
    };
    const [l, r] = [deals[mine], deals[theirs]];
    const look = async (who: Visitor, name: string) => wrong.push(...(await examine(who, name, { isLive: true })));
    await signInAs(left, supplier.email, password);
    await signInAs(right, demander.email, password);
    await signInAs(operator, centre.email, password);

    await left.page.goto('/deals');
    await left.page.locator('.item').first().waitFor();
    await look(left, 'deals');
    for (const { page } of [left, right, operator]) await page.goto(`/deals/${dealId}`);
    await left.page.getByText(`● ${l('live')}`).waitFor();
    await right.page.getByText(`● ${r('live')}`).waitFor();

    // the supplier offers; the form keeps what was typed over a reload
    const offer = left.page.getByRole('button', { name: l('makeOffer') }).first();
    await offer.click();
    const fixed = left.page.getByLabel(l('terms.upfront'));
    await fixed.fill('1200000');
    await left.page.waitForTimeout(300);
    await left.page.reload();
    await offer.click();
    expect(await fixed.inputValue()).toBe('1200000');
    await look(left, 'deal-offer-form');
    await left.page.getByRole('button', { name: l('sendOffer') }).click();

    // the demander sees it without a reload, and counters
    await right.page.getByText(fill(r('move.answer'), { number: '1' })).waitFor();
    await look(right, 'deal-my-move');
    await right.page.getByRole('button', { name: r('counter') }).click();
    await right.page.getByLabel(r('terms.upfront')).fill('1,000,000');
    await right.page.getByRole('button', { name: r('sendOffer') }).click();
    await left.page.getByText(fill(l('before'), { value: '¥1,200,000' })).waitFor();
    await look(left, 'deal-counter');

    // they talk
    await right.page.getByLabel(r('message')).fill('Can we begin next month?');
    await right.page.keyboard.press('Enter');
    await left.page.getByText('Can we begin next month?').waitFor();

    await left.page.getByRole('button', { name: fill(l('accept'), { number: '2' }) }).click();
    await right.page.getByText(r('move.attach')).waitFor();

    // the centre says what it counts, both agree
    await operator.page.getByRole('button', { name: l('proposeShares') }).click();
    await operator.page
      .locator('form, .form')
      .getByRole('button', { name: l('proposeShares') })
      .click();
    await left.page.getByRole('button', { name: l('confirmShares') }).click();
    const sides = { zh: await textsOf('lib/common.texts.ts', 'zh'), en: await textsOf('lib/common.texts.ts', 'en') };
    await right.page.getByText(fill(r('confirmedBy'), { side: sides[theirs]('side.supplier') })).waitFor();
    await right.page.getByRole('button', { name: r('confirmShares') }).click();

    // one uploads the contract, both sign exactly these bytes
    await left.page.locator('.note', { hasText: l('proposedShares') }).waitFor({ state: 'detached' });
    await left.page.getByText('100%').waitFor();
    const paper = (name: string) => ({
      name,
      mimeType: 'application/pdf',
      buffer: Buffer.from(`${name} of ${dealId}`),
    });
    await left.page.locator('input[type=file]').first().setInputFiles(paper('contract.pdf'));
    await right.page.getByText(r('move.sign')).waitFor();
    await look(right, 'deal-sign');
    for (const [{ page }, say] of [
      [right, r],
      [left, l],
    ] as const) {
      await page.getByRole('button', { name: say('sign') }).click();
      await page
        .locator('.ant-popover')
        .getByRole('button', { name: say('sign') })
        .click();
      await left.page.getByText(`${sides[mine]('side.demander')} · ${l('signed')}`).waitFor();
    }
    await right.page.getByRole('button', { name: r('makeEffective') }).click();

    // the money: entered by one with its proof, confirmed by the other
    await right.page.getByRole('button', { name: r('addLine') }).click();
    const entry = right.page.locator('.ant-modal');
    await entry.getByLabel(r('amount')).fill('1000000');
    await entry.locator('input[type=file]').setInputFiles(paper('receipt.pdf'));
    await entry.getByText('receipt.pdf').waitFor();
    await look(right, 'deal-line');
    await entry.locator('.ant-modal-footer .ant-btn-primary').click();
    const confirm = left.page.locator('table').getByRole('button', { name: l('confirm'), exact: true });
    await confirm.click();
    await left.page.locator('.ant-popover .ant-btn-primary').click();
    await confirm.waitFor({ state: 'detached' });
    await left.page.getByRole('button', { name: l('complete') }).click();
    await right.page.getByText(r('move.completed')).waitFor();
    await look(right, 'deal-completed');

    // one side cannot take it back alone: the other sees who asks and why, and refuses
    const give = async ({ page }: Visitor, button: string) => {
      const dialog = page.locator('.ant-modal');
      await dialog.locator('textarea').fill(`${button}: entered twice?`);
      await dialog.locator('.ant-modal-footer .ant-btn-primary').click();
      await dialog.waitFor({ state: 'hidden' });
    };
    await right.page
      .locator('table')
      .getByRole('button', { name: r('reverse'), exact: true })
      .click();
    await give(right, r('reverse'));
    await left.page.getByText(l('move.reversal')).waitFor();
    await left.page.locator('.timeline', { hasText: l('event.lineRecorded') }).waitFor();
    await left.page.locator('.note', { hasText: 'entered twice?' }).waitFor();
    await look(left, 'deal-reversal-asked');
    await left.page.getByRole('button', { name: l('refuseReversal') }).click();
    await give(left, l('refuseReversal'));
    await right.page.getByText(fill(r('reversal.refused'), { side: sides[theirs]('side.demander') })).waitFor();
    await right.page.getByText(r('move.completed')).waitFor();
    await app.settle();

    // the centre finds what its figure is made of, and takes it along
    const metrics = await textsOf('features/metrics/metrics.texts.ts', mine);
    await operator.page.goto('/amounts');
    const headline = operator.page.locator('button.figure');
    await headline.click();
    await operator.page
      .getByRole('link', { name: metrics('line.openDeal') })
      .first()
      .waitFor();
    await operator.page.locator('svg rect, svg path').first().waitFor();
    expect(await headline.innerText()).toMatch(mine === 'zh' ? '100 万元' : '¥1M');
    await look(operator, 'amounts-lines');
    const [download] = await Promise.all([
      operator.page.waitForEvent('download'),
      operator.page.getByRole('button', { name: metrics('export') }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`${metrics('fileName')}.xlsx`);
    const workbook = await download.path();
    expect((await readSheet(workbook, 1)).flat()).toContain(1_000_000);
    expect((await readSheet(workbook, 2)).flat()).toContain(`${app.address}/deals/${dealId}`);
    expect(wrong).toEqual([]);
    for (const { context } of [left, right, operator]) await context.close();
  });
});

test('figures say that a deal is still being counted, and stop saying so by themselves', async () => {
  const { dealId, supplier, centre } = await signedDeal(app);
  await app.settle();
  const operator = await visitor(browser, app, 'en');
  const common = await textsOf('lib/common.texts.ts', 'en');
  await signInAs(operator, centre.email, password);
  await app.app.relay.stop(); // as after a crash: what was taken up waits for its lease to end
  await give(supplier, 'deals.makeEffective', dealId, { on: dateInShanghai(new Date()) });
  const note = operator.page.getByText(fill(common('stillCounting_one'), { count: '1' }));
  for (const page of ['/', '/amounts']) {
    await operator.page.goto(page);
    await note.waitFor();
  }
  app.app.relay.start();
  await note.waitFor({ state: 'hidden' });
  await operator.context.close();
});
