import type { Browser } from 'playwright-core';
import { systemClock } from '../../server/platform/clock.ts';
import { newId, startApp, type TestApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { beginImport, someNumber, untilSettled } from '../support/imports.ts';
import { member } from '../support/people.ts';
import { examine, requireBuiltClient, visitor } from '../support/screens.ts';
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

test.each(['zh', 'en'] as const)(
  'in %s a list shows samples, is not written by columns that were not read, is corrected in the cell, and is undone',
  async (language) => {
    const words = await textsOf('features/imports/imports.texts.ts', language);
    /** A text with its values in it. */
    const say = (key: string, values: Readonly<Record<string, string | number>> = {}) =>
      words(key).replace(/\{\{(\w+)(?:, number)?\}\}/g, (_, name: string) => String(values[name]));
    const university = await member(app, 'university');
    const base = language === 'zh' ? 1 : 11;
    const list = [
      '专利名称,申请号,我们的说明,转让价格',
      `一种泵,${someNumber(base)},能抽水的泵,30-80万`,
      `一种阀,${someNumber(base + 1).slice(0, -1)}?,能开关的阀,面议`,
      '合计,,,',
    ].join('\n');
    const importId = await beginImport(university, list);
    await untilSettled(app, university, importId);
    const person = await visitor(browser, app, language, university);
    const { page } = person;
    await page.goto(`/imports/${importId}`);
    const wrong: string[] = [];

    // samples beside the column, what was passed over, the reason with the bad value
    await page.getByText('能抽水的泵 · 能开关的阀').waitFor();
    await page.getByText(/合计/).first().waitFor({ state: 'attached' });
    wrong.push(...(await examine(person, 'import-preview', { isLive: true })));

    // columns that were changed and not read again cannot be written
    const start = page.getByRole('button', { name: say(language === 'en' ? 'start_one' : 'start', { count: 1 }) });
    expect(await start.isEnabled()).toBe(true);
    await page.getByLabel(say('columnFor', { header: '我们的说明' })).fill(say('fields.abstract'));
    await page.keyboard.press('Enter');
    await page.getByText(say('readFirst')).waitFor();
    expect(await start.isEnabled()).toBe(false);
    await page.getByRole('button', { name: say('readAgain') }).click();
    await page.getByText(say('readFirst')).waitFor({ state: 'detached' });
    // the rows of the new reading are there
    await page
      .getByRole('cell', { name: /一种泵/ })
      .first()
      .waitFor();
    expect(await page.getByText(say('noRows')).count()).toBe(0);

    // the bad value is corrected where it stands
    const cell = page.getByLabel(say('mendLabel', { row: 3, column: '申请号' }));
    await cell.fill(someNumber(base + 1));
    // a colleague writes into the same cell, and then puts it right: what is being typed stays, and it is said
    for (const text of ['2017?', someNumber(base + 7)]) {
      const { version } = await university.call('imports.get', { params: { importId } });
      const body = { commandId: newId(), expectedVersion: version, cells: [{ place: 1, text }] };
      await university.call('imports.mend', { params: { importId, row: 3 }, body });
      await page.getByText(say('mendMoved', { text })).waitFor();
      expect(await cell.inputValue()).toBe(someNumber(base + 1));
    }
    await page.getByRole('button', { name: say('mendTaken') }).click();
    await cell.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: say('start', { count: 2 }) }).click();
    await page.getByRole('button', { name: say('undo') }).click();
    await page
      .locator('.ant-popconfirm')
      .getByRole('button', { name: say('undo') })
      .click();
    await page.getByText(say('undone', { removed: '2', restored: '0', kept: '0' })).waitFor();
    expect((await university.call('patents.mine')).items).toEqual([]);
    wrong.push(...(await examine(person, 'import-undone', { isLive: true })));
    expect(wrong).toEqual([]);
    await person.context.close();
  },
);
