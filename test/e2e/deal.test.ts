import type { Browser } from 'playwright-core';
import { systemClock } from '../../server/platform/clock.ts';
import { newId, startApp, type TestApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { freshDeal, give, upload } from '../support/deals.ts';
import { password } from '../support/people.ts';
import { examine, requireBuiltClient, signInAs, visitor } from '../support/screens.ts';

jest.setTimeout(180_000);
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

const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });

test('two browsers negotiate live, the deal completes, and the centre sees where its amount comes from', async () => {
  const { dealId, supplier, demander, centre } = await freshDeal(app);
  const wrong: string[] = [];
  const left = await visitor(browser, app, 'zh');
  const right = await visitor(browser, app, 'en');
  await Promise.all([signInAs(left, supplier.email, password), signInAs(right, demander.email, password)]);

  await left.page.goto('/deals');
  await left.page.locator('.item').first().waitFor();
  wrong.push(...(await examine(left, 'deals')));
  await Promise.all([left.page.goto(`/deals/${dealId}`), right.page.goto(`/deals/${dealId}`)]);
  await Promise.all([left.page.getByText('● 实时').waitFor(), right.page.getByText('● Live').waitFor()]);

  // the supplier offers; the form keeps what was typed over a reload
  await left.page.getByRole('button', { name: '提出报价' }).first().click();
  const fixed = left.page.getByLabel('固定金额');
  await fixed.fill('120万');
  await left.page.waitForTimeout(300);
  await left.page.reload();
  await left.page.getByRole('button', { name: '提出报价' }).first().click();
  expect(await fixed.inputValue()).toBe('120万');
  await left.page.getByRole('button', { name: '发出报价' }).click();

  // the demander sees it without a reload, and counters
  await right.page.getByText('Your move: answer offer 1').waitFor();
  wrong.push(...(await examine(right, 'deal-my-move', { isLive: true })));
  await right.page.getByRole('button', { name: 'Counter' }).click();
  await right.page.getByLabel('Fixed amount').fill('1,000,000');
  await right.page.getByRole('button', { name: 'Send the offer' }).click();
  await left.page.getByText('原为 ¥1,200,000').waitFor();
  wrong.push(...(await examine(left, 'deal-counter', { isLive: true })));

  // they talk
  await right.page.getByLabel(/Write a message/).fill('Can we begin next month?');
  await right.page.keyboard.press('Enter');
  await left.page.getByText('Can we begin next month?').waitFor();

  await left.page.getByRole('button', { name: '接受第 2 版' }).click();
  await right.page.getByText('Terms are agreed: upload').waitFor();

  const contract = await upload(supplier, `contract of ${dealId}`);
  await give(centre, 'deals.proposeShares', dealId, { shares: [{ centreId: centre.organisationId, weight: 10_000 }] });
  await give(supplier, 'deals.confirmShares', dealId);
  await give(demander, 'deals.confirmShares', dealId);
  await give(supplier, 'deals.attachContract', dealId, { fileId: contract.fileId });
  await right.page.getByText('Your move: sign the contract').waitFor();
  wrong.push(...(await examine(right, 'deal-sign', { isLive: true })));
  await right.page.getByRole('button', { name: 'Sign this file' }).click();
  await right.page.locator('.ant-popover').getByRole('button', { name: 'Sign this file' }).click();
  await left.page.getByText('等待我方签署合同').waitFor();
  await give(supplier, 'deals.sign', dealId, { sha256: contract.sha256 });
  await right.page.getByRole('button', { name: 'Record effect' }).click();
  await left.page.getByRole('heading', { name: '资金账' }).waitFor();

  const proof = await upload(demander, 'bank receipt');
  await give(demander, 'deals.recordLine', dealId, {
    ...{ lineId: newId(), kind: 'received', part: 'fixed', date: today, proofFileId: proof.fileId },
    amount: { amount: '1000000.00', currency: 'CNY' },
  });
  await left.page.getByRole('button', { name: '确认完成' }).click();
  await right.page.getByText('Completed; keep recording').waitFor();
  wrong.push(...(await examine(right, 'deal-completed', { isLive: true })));
  await app.settle();

  const operator = await visitor(browser, app, 'zh');
  await signInAs(operator, centre.email, password);
  wrong.push(...(await examine(operator, 'home-centre')));
  await operator.page.goto('/amounts');
  await operator.page.getByRole('button', { name: '合计 ¥1,000,000' }).click();
  await operator.page.getByRole('link', { name: '查看交易' }).first().waitFor();
  await operator.page.locator('svg rect, svg path').first().waitFor();
  wrong.push(...(await examine(operator, 'amounts')));
  const [download] = await Promise.all([
    operator.page.waitForEvent('download'),
    operator.page.getByRole('button', { name: '导出 XLSX' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('转化运营数据.xlsx');
  expect(wrong).toEqual([]);
});
