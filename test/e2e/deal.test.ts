import type { Browser } from 'playwright-core';
import { readSheet } from 'read-excel-file/node';
import { dateInShanghai } from '../../server/domain/calendar.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { newId, startApp, type TestApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { contractIdOf } from '../../server/features/contracts/contracts.service.ts';
import { freshDeal, give, signedDeal } from '../support/deals.ts';
import { listPatent, publishNeed } from '../support/listings.ts';
import { invite } from '../support/members.ts';
import { pdfOf } from '../support/pdf.ts';
import { member } from '../support/people.ts';
import { examine, requireBuiltClient, type Visitor, visitor } from '../support/screens.ts';
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
  test('negotiate live, confirm the same file, and complete the contract; the money comes in and stands in the figures of the centre', async () => {
    const { dealId, supplier, demander, centre } = await freshDeal(app);
    const wrong: string[] = [];
    const left = await visitor(browser, app, mine, supplier);
    const right = await visitor(browser, app, theirs, demander);
    const operator = await visitor(browser, app, mine, centre);
    const textsFor = async (language: typeof mine) => ({
      deals: await textsOf('features/deals/deals.texts.ts', language),
      dealing: await textsOf('components/dealing.texts.ts', language),
      contracts: await textsOf('features/contracts/contracts.texts.ts', language),
      common: await textsOf('lib/common.texts.ts', language),
      held: await textsOf('components/held.texts.ts', language),
    });
    const [ours, others] = [await textsFor(mine), await textsFor(theirs)];
    const [l, r] = [ours.deals, others.deals];
    const [lc, rc] = [ours.contracts, others.contracts];
    const look = async (who: Visitor, name: string) => wrong.push(...(await examine(who, name, { isLive: true })));

    await left.page.goto('/deals');
    await left.page.locator('.item').first().waitFor();
    await look(left, 'deals');
    for (const { page } of [left, right, operator]) await page.goto(`/deals/${dealId}`);
    await left.page.getByText(`● ${ours.dealing('live')}`).waitFor();
    await right.page.getByText(`● ${others.dealing('live')}`).waitFor();

    // the supplier offers; the form keeps what was typed over a reload
    const offer = left.page.getByRole('button', { name: l('makeOffer') }).first();
    await offer.click();
    const fixed = left.page.getByLabel(ours.dealing('upfront'));
    await fixed.fill('1200000');
    await left.page.waitForTimeout(300);
    await left.page.reload();
    // whoever comes second sees that the first is there
    await left.page.getByText(l('here')).waitFor();
    await offer.click();
    expect(await fixed.inputValue()).toBe('1200000');
    await look(left, 'deal-offer-form');
    await left.page.getByRole('button', { name: l('sendOffer') }).click();

    // the demander sees it without a reload, and counters
    await right.page.getByText(fill(r('move.answer'), { number: '1' })).waitFor();
    await look(right, 'deal-my-move');
    const counter = async (amount: string) => {
      await right.page.getByRole('button', { name: r('counter') }).click();
      await right.page.getByRole('textbox', { name: others.dealing('upfront') }).fill(amount);
      await right.page.getByRole('button', { name: r('sendOffer') }).click();
    };
    // what the supplier is typing meanwhile stays; the new offer stands beside it, and is chosen of field by field
    await left.page.getByRole('button', { name: l('counter') }).click();
    await fixed.fill('1150000');
    await counter('900,000');
    const beside = left.page.getByRole('group', { name: ours.dealing('upfront') });
    await beside.getByText('¥900,000').waitFor();
    expect(await fixed.inputValue()).toBe('1150000');
    expect(await left.page.getByRole('button', { name: l('sendOffer') }).isEnabled()).toBe(false);
    await look(left, 'deal-counter-typed');
    await left.page
      .locator('form')
      .getByRole('button', { name: ours.common('cancel') })
      .click();
    await left.page.getByText(fill(ours.dealing('before'), { value: '¥1,200,000' })).waitFor();
    await look(left, 'deal-counter');

    // they talk
    await right.page.getByLabel(r('message')).fill('Can we begin next month?');
    await right.page.keyboard.press('Enter');
    await left.page.getByText('Can we begin next month?').waitFor();

    // the supplier is about to accept the second offer when the third comes: it says so, and asks anew
    const dialogOf = ({ page }: Visitor) => page.getByRole('dialog');
    const press = async (who: Visitor, button: string) => {
      await dialogOf(who).getByRole('button', { name: button, exact: true }).click();
      await dialogOf(who).waitFor({ state: 'hidden' });
    };
    const acceptance = (number: string) => fill(l('accept'), { number });
    await left.page.getByRole('button', { name: acceptance('2') }).click();
    await dialogOf(left).getByText('¥900,000').first().waitFor();
    await counter('1,000,000');
    await dialogOf(left).getByText(ours.held('moved')).waitFor();
    await dialogOf(left).getByText('¥1,000,000').waitFor();
    expect(
      await dialogOf(left)
        .getByRole('button', { name: acceptance('2') })
        .isEnabled(),
    ).toBe(false);
    await look(left, 'deal-accept-moved');
    await dialogOf(left)
      .getByRole('button', { name: ours.held('again') })
      .click();
    await press(left, acceptance('3'));
    await right.page.getByText(r('move.attach')).waitFor();

    // one uploads the contract, both confirm exactly these bytes; the first can take it back
    const paper = (name: string) => ({
      name,
      mimeType: 'application/pdf',
      buffer: Buffer.from(pdfOf(`${name} of ${dealId}`)),
    });
    await left.page.locator('input[type=file]').first().setInputFiles(paper('contract.pdf'));
    await right.page.getByText(r('move.confirm')).waitFor();
    await look(right, 'deal-confirm');
    const confirmFile = async (who: Visitor, say: typeof r) => {
      await who.page.getByRole('button', { name: say('confirmFile') }).click();
      await dialogOf(who)
        .getByText(/contract\.pdf.*¥1,000,000/)
        .waitFor();
      await press(who, say('confirmFile'));
    };
    await right.page.getByRole('button', { name: r('confirmFile') }).click();
    await look(right, 'deal-confirm-dialog');
    await press(right, r('confirmFile'));
    await left.page.getByText(`${ours.common('side.demander')} · ${l('confirmed')}`).waitFor();
    await right.page.getByRole('button', { name: r('withdrawConfirmation') }).click();
    await left.page.getByText(`${ours.common('side.demander')} · ${l('notConfirmed')}`).waitFor();
    await confirmFile(right, r);
    await left.page.getByText(`${ours.common('side.demander')} · ${l('confirmed')}`).waitFor();
    await confirmFile(left, l);

    // the contract opens, and the room leads to it
    const contractId = contractIdOf(dealId);
    for (const [{ page }, say] of [
      [left, l],
      [right, r],
      [operator, l],
    ] as const) {
      await page.getByRole('link', { name: say('openContract') }).click();
      await page.waitForURL(`**/contracts/${contractId}`);
    }

    // the centre says what it counts, both agree
    await operator.page.getByRole('button', { name: lc('proposeShares') }).click();
    await operator.page
      .locator('form, .form')
      .getByRole('button', { name: lc('proposeShares') })
      .click();
    await left.page.getByRole('button', { name: lc('confirmShares') }).click();
    await dialogOf(left).getByText('100%').waitFor();
    await press(left, lc('confirmShares'));
    await right.page.getByText(fill(rc('confirmedBy'), { side: others.common('side.supplier') })).waitFor();
    await right.page.getByRole('button', { name: rc('confirmShares') }).click();
    await press(right, rc('confirmShares'));
    await left.page.locator('.note', { hasText: lc('proposedShares') }).waitFor({ state: 'detached' });
    await left.page.getByText('100%').waitFor();
    await look(left, 'contract-signed');
    await right.page.getByRole('button', { name: rc('makeEffective') }).click();
    await press(right, rc('makeEffective'));

    // the money: entered by one with its proof, confirmed by the other
    await right.page.getByRole('button', { name: rc('addLine') }).click();
    const entry = right.page.locator('.ant-modal');
    await entry.getByLabel(rc('amount')).fill('1000000');
    await entry.locator('input[type=file]').setInputFiles(paper('receipt.pdf'));
    await entry.getByText('receipt.pdf').waitFor();
    await look(right, 'contract-line');
    await entry.locator('.ant-modal-footer .ant-btn-primary').click();
    const confirm = left.page.locator('table').getByRole('button', { name: lc('confirm'), exact: true });
    await confirm.click();
    await dialogOf(left)
      .getByText(/¥1,000,000.*receipt\.pdf/)
      .waitFor();
    await look(left, 'contract-confirm-line');
    // whoever is asked can look at the receipt, where it is asked
    await dialogOf(left).getByRole('button', { name: 'receipt.pdf' }).click();
    const preview = left.page.locator('.ant-modal', { hasText: ours.dealing('openAlone') });
    const alone = preview.getByRole('link', { name: ours.dealing('openAlone') });
    const shown = await left.page.request.get((await alone.getAttribute('href')) ?? '');
    expect(shown.headers()['content-type']).toBe('application/pdf');
    await look(left, 'file-preview');
    await preview.locator('.ant-modal-close').click();
    await preview.waitFor({ state: 'detached' });
    await press(left, lc('confirm'));
    await confirm.waitFor({ state: 'detached' });
    await left.page.getByRole('button', { name: lc('complete') }).click();
    await dialogOf(left)
      .getByText(/¥1,000,000.*contract\.pdf/)
      .waitFor();
    await press(left, lc('complete'));
    await right.page.getByText(rc('move.completed')).waitFor();
    await look(right, 'contract-completed');

    // one side cannot take it back alone: the other sees who asks and why, and refuses
    const give = async ({ page }: Visitor, button: string) => {
      const dialog = page.locator('.ant-modal');
      await dialog.locator('textarea').fill(`${button}: entered twice?`);
      await dialog.locator('.ant-modal-footer .ant-btn-primary').click();
      await dialog.waitFor({ state: 'hidden' });
    };
    await right.page
      .locator('table')
      .getByRole('button', { name: rc('reverse'), exact: true })
      .click();
    await give(right, rc('reverse'));
    await left.page.getByText(lc('waits.reversal')).waitFor();
    await left.page.locator('.timeline', { hasText: lc('event.contract.lineRecorded') }).waitFor();
    await left.page.locator('.note', { hasText: 'entered twice?' }).waitFor();
    await look(left, 'contract-reversal-asked');
    await left.page.getByRole('button', { name: lc('refuseReversal') }).click();
    await give(left, lc('refuseReversal'));
    await right.page.getByText(fill(rc('reversal.refused'), { side: others.common('side.demander') })).waitFor();
    await right.page.getByText(rc('move.completed')).waitFor();
    await app.settle();

    // the centre finds what its figure is made of, and takes it along
    const metrics = await textsOf('features/metrics/metrics.texts.ts', mine);
    await operator.page.goto('/amounts');
    const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });
    const headline = operator.page.locator('button.figure');
    await headline.click();
    await operator.page.getByRole('button', { name: 'contract.pdf' }).first().waitFor();
    // the address says what is shown: a link shows another the same
    expect(new URL(operator.page.url()).search).toBe(`?basis=completion&of=${today.slice(0, 4)}&lines=counted`);
    await operator.page.reload();
    await operator.page.locator(`.data-table a[href="/contracts/${contractId}"]`).first().waitFor();
    await operator.page.locator('svg rect, svg path').first().waitFor();
    expect(await headline.innerText()).toBe('¥1,000,000');
    await look(operator, 'amounts-lines');
    const [download] = await Promise.all([
      operator.page.waitForEvent('download'),
      operator.page.getByRole('button', { name: metrics('export') }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(new RegExp(`^centre .* ${metrics('fileName')} ${today}\\.xlsx$`));
    const workbook = await download.path();
    // each basis by itself, with its sum
    const sums = (await readSheet(workbook, metrics('basis.completion'))).filter(([head]) => head === metrics('total'));
    expect(sums).toEqual([[metrics('total'), null, null, 1_000_000, 'CNY', null]]);
    const lines = (await readSheet(workbook, metrics('lines'))).flat();
    expect(lines).toContain(`${app.address}/contracts/${contractId}`);
    expect(lines.filter((cell) => Object.prototype.toString.call(cell) === '[object Date]').length).toBeGreaterThan(1);
    expect(wrong).toEqual([]);
    for (const { context } of [left, right, operator]) await context.close();
  });
});

test('a centre is proposed, agreed to and accepts, each on its own page; then it is let go, and its page says so', async () => {
  const { dealId, supplier, demander } = await freshDeal(app);
  const name = `Centre ${dealId.slice(0, 8)}`;
  const centre = await member(app, 'centre', { name });
  const [left, right, third] = await Promise.all(
    [supplier, demander, centre].map((who) => visitor(browser, app, 'en', who)),
  );
  if (!left || !right || !third) throw new Error('three visitors');
  const say = await textsOf('components/dealing.texts.ts', 'en');
  const wrong: string[] = [];
  const look = async (who: Visitor, what: string) => wrong.push(...(await examine(who, what, { isLive: true })));
  const press = (who: Visitor, key: string, what = '') =>
    who.page.getByRole('button', { name: `${say(key)}: ${what}` }).click();
  for (const { page } of [left, right]) await page.goto(`/deals/${dealId}`);

  // both read what the centre will see; the keyboard is enough to propose it
  await right.page.getByText(say('centre.sees.deals')).waitFor();
  await left.page.getByRole('button', { name: say('centre.proposeCentre') }).focus();
  await left.page.keyboard.press('Enter');
  await look(left, 'centre-propose');
  await left.page.getByRole('combobox').focus();
  await left.page.keyboard.type(name);
  await left.page.locator('.ant-select-item-option-active', { hasText: name }).waitFor({ state: 'attached' });
  await left.page.keyboard.press('Enter');
  await left.page
    .locator('.form')
    .getByRole('button', { name: say('centre.proposeCentre') })
    .click();
  await look(right, 'centre-proposed');
  await press(right, 'centre.agreeToCentre', name);
  await left.page.getByText(say('centre.standing.asked')).waitFor();

  // the centre is told what it will see, and gets in only by its own word
  await third.page.goto('/');
  await third.page.getByText(say('centre.youSee.deals')).waitFor();
  await look(third, 'centre-asked');
  await third.page.goto(`/deals/${dealId}`);
  await third.page.locator('.problem').waitFor();
  await third.page.goto('/deals');
  await press(third, 'centre.acceptInvitation');
  await third.page.locator('a.item-title').click();
  await third.page.getByText(`● ${say('live')}`).waitFor();
  await look(third, 'centre-in');

  // the question whether it is let go is next in the order of the keyboard, and its yes is given there
  await right.page.getByRole('button', { name: `${say('centre.letCentreGo')}: ${name}` }).focus();
  await right.page.keyboard.press('Enter');
  const yes = right.page.locator('.ant-popover').getByRole('button', { name: say('centre.letCentreGo') });
  await yes.waitFor();
  const isOnYes = async () => (await yes.and(right.page.locator(':focus')).count()) === 1;
  for (let tabs = 0; tabs < 3 && !(await isOnYes()); tabs++) await right.page.keyboard.press('Tab');
  expect(await isOnYes()).toBe(true);
  await right.page.keyboard.press('Enter');
  await third.page.locator('.problem').waitFor();
  expect(wrong).toEqual([]);
  for (const { context } of [left, right, third]) await context.close();
});

test('figures say that a contract is still being counted, and stop saying so by themselves', async () => {
  const { contractId, supplier, centre } = await signedDeal(app);
  await app.settle();
  const operator = await visitor(browser, app, 'en', centre);
  const common = await textsOf('lib/common.texts.ts', 'en');
  await app.app.relay.stop(); // as after a crash: what was taken up waits for its lease to end
  await give(supplier, 'contracts.makeEffective', contractId, { on: dateInShanghai(new Date()) });
  const note = operator.page.getByText(fill(common('stillCounting_one'), { count: '1' }));
  for (const page of ['/', '/amounts']) {
    await operator.page.goto(page);
    await note.waitFor();
  }
  app.app.relay.start();
  await note.waitFor({ state: 'hidden' });
  await operator.context.close();
});

test('two colleagues see at once what waits, one takes and answers it with the keyboard, and it is gone for both', async () => {
  const supplier = await member(app, 'university');
  const [colleague, demander] = [await invite(app, supplier, 'editor'), await member(app, 'company')];
  const title = newId();
  const params = {
    patentId: await listPatent(supplier, { title: newId() }),
    needId: await publishNeed(demander, { title }),
  };
  await app.settle();
  const [left, right] = [await visitor(browser, app, 'zh', supplier), await visitor(browser, app, 'en', colleague)];
  const [zh, en] = [
    await textsOf('features/inbox/inbox.texts.ts', 'zh'),
    await textsOf('features/inbox/inbox.texts.ts', 'en'),
  ];
  for (const { page } of [left, right]) {
    await page.goto('/inbox');
    await page.getByRole('heading', { level: 1 }).waitFor();
  }
  await left.page.getByText(zh('waitsNone')).waitFor();
  await right.page.getByText(en('waitsNone')).waitFor();

  // interest of the other side appears by itself, in the list, in the header and in the title of the page
  await demander.call('matches.showInterest', { params, body: { commandId: newId(), expectedVersion: 0 } });
  const task = ({ page }: Visitor) => page.locator('main .item', { hasText: title }).first();
  for (const who of [left, right]) {
    await task(who).waitFor();
    await who.page.waitForFunction('/^\\(\\d+\\)/.test(document.title)');
    expect(await who.page.locator('.inbox-link strong').textContent()).toMatch(/^\d+$/);
  }
  expect(await examine(left, 'inbox', { isLive: true })).toEqual([]);

  // one takes it: for the other it is no longer his own, and he sees by whom among all of the organisation
  await task(right)
    .getByRole('button', { name: new RegExp(en('take')) })
    .click();
  await task(left).waitFor({ state: 'detached' });
  await left.page.getByText(zh('whose.organisation'), { exact: true }).click();
  await task(left).getByText('editor').waitFor();

  // j goes to the first, e marks it as read and as unread again, Enter opens it
  await right.page.locator('body').click({ position: { x: 5, y: 300 } });
  await right.page.keyboard.press('j');
  const marking = task(right).locator('[data-mark]');
  expect(await marking.textContent()).toBe(en('markRead'));
  await right.page.keyboard.press('e');
  await task(right).getByText(en('markUnread')).waitFor();
  await right.page.keyboard.press('e');
  await task(right).getByText(en('markRead')).waitFor();
  await right.page.keyboard.press('Enter');
  await right.page.waitForURL((url) => url.pathname === '/matches');

  await colleague.call('matches.decline', {
    params,
    body: { commandId: newId(), expectedVersion: 1, reason: 'price' },
  });
  await task(left).waitFor({ state: 'detached' });
  await right.page.goto('/inbox');
  await right.page.getByText(en('waitsNone')).waitFor();
  for (const { context, errors } of [left, right]) {
    expect(errors).toEqual([]);
    await context.close();
  }
});
