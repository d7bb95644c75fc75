import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { systemClock } from '../../server/platform/clock.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
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

const subjects = [
  [
    '耐高温防腐涂层及其制备方法',
    '公开一种耐高温防腐涂层，在一百二十摄氏度湿热环境下附着力保持率高，成本低，适用于金属管道。',
    'C09D 5/08',
  ],
  ['锂离子电池负极材料的制备方法', '通过硅碳复合提高循环寿命和首次效率，适用于动力电池。', 'H01M 4/36'],
  ['一种工业废水除磷装置', '利用改性沸石吸附总磷，出水稳定达标，运行费用低。', 'C02F 1/28'],
];
const csv = (holder: string, offset: number) =>
  [
    '专利名称,摘要,主分类号,申请人,申请日,公开号,专利类型,法律状态,备注栏',
    ...subjects.map(
      ([title, text, ipc], index) =>
        `${title},${text},${ipc},${holder},202${index}-0${offset}-11,CN11${offset}45670${index}A,发明,有效,x`,
    ),
    `,缺少名称的一行,C09D 5/08,${holder},2021-03-04,,发明,有效,x`,
  ].join('\n');
const problem =
  '我们的金属管道在一百二十摄氏度的湿热环境下半年就腐蚀脱落，需要附着力好、成本低的耐高温防腐涂层。已试过环氧体系，不能满足要求。预算60万，普通许可，明年6月前交付，附着力不低于5MPa。';

type Form = Readonly<{ open: string; text: string; region: string; both: string }>;

/**
 * Edits the thing on the page while another window changes it: what was typed stays, what only the other changed comes
 * in, and what both changed is chosen; then it is saved. Answers the faults that can be seen.
 */
async function editInTwoWindows(who: Visitor, form: Form, name: string): Promise<string[]> {
  const { page, context, language } = who;
  const merge = await textsOf('components/merge.texts.ts', language);
  const common = await textsOf('lib/common.texts.ts', language);
  const other = await context.newPage();
  await other.goto(page.url());
  const on = (window: typeof page) => ({
    open: window.getByRole('button', { name: form.open, exact: true }),
    text: window.getByRole('textbox', { name: form.text, exact: true }),
    region: window.getByRole('textbox', { name: form.region, exact: true }),
    save: window.getByRole('button', { name: common('save') }),
  });
  const [mine, theirs] = [on(page), on(other)];
  await theirs.open.click();
  await mine.open.click();
  await mine.text.fill('typed in this window');
  await theirs.text.fill('saved in the other window');
  await theirs.region.fill('Yunnan');
  await theirs.save.click();
  await theirs.save.waitFor({ state: 'detached' });
  await other.close();

  const choice = page.getByRole('group', { name: form.text, exact: true });
  await mine.save.click();
  await choice.waitFor();
  await page.reload();
  await mine.open.click();
  await choice.getByText('saved in the other window').waitFor();
  expect(await mine.text.inputValue()).toBe('typed in this window');
  expect(await mine.region.inputValue()).toBe('Yunnan');
  expect(await mine.save.isEnabled()).toBe(false);
  await page.getByText(form.both).first().waitFor();
  const wrong = await examine(who, name, { isLive: true });

  // the keyboard chooses, and changes its mind
  await choice.getByRole('radio', { name: merge('mine') }).focus();
  await page.keyboard.press('ArrowDown');
  expect(await mine.text.inputValue()).toBe('saved in the other window');
  await page.keyboard.press('ArrowUp');
  expect(await mine.text.inputValue()).toBe('typed in this window');
  await mine.save.click();
  await mine.save.waitFor({ state: 'detached' });
  await page.getByText('typed in this window').first().waitFor();
  await page.locator('.facts', { hasText: 'Yunnan' }).waitFor();
  return wrong;
}

describe.each(['zh', 'en'] as const)('in %s', (language) => {
  test('a list comes in, a need comes in, both sides see why they match, and a room opens', async () => {
    const [common, imports, patents, needs, matches, merge, understood] = await Promise.all(
      [
        'lib/common.texts.ts',
        'features/imports/imports.texts.ts',
        'features/patents/patents.texts.ts',
        'features/needs/needs.texts.ts',
        'features/matches/matches.texts.ts',
        'components/merge.texts.ts',
        'components/understood.texts.ts',
      ].map((path) => textsOf(path, language)),
    );
    if (!common || !imports || !patents || !needs || !matches || !merge || !understood)
      throw new Error('seven were asked for');
    const wrong: string[] = [];
    const holder = language === 'zh' ? '江南材料大学' : 'Jiangnan University of Materials';
    const university = await member(app, 'university', { name: holder, language });
    const company = await member(app, 'company', {
      name: language === 'zh' ? '北江管业有限公司' : 'Beijiang Pipes',
      language,
    });
    const supplier = await visitor(browser, app, language, university);
    const demander = await visitor(browser, app, language, company);

    // import: choose a file, see what it would do, write it
    const list = join(app.config.dataFolder, `patents-${language}.csv`);
    writeFileSync(list, csv(holder, language === 'zh' ? 3 : 5));
    const { page } = supplier;
    await page.goto('/imports');
    await page.getByRole('checkbox').check();
    wrong.push(...(await examine(supplier, 'imports')));
    await page.locator('input[type=file]').setInputFiles(list);
    const write = page.getByRole('button', { name: imports('start').replace('{{count, number}}', '3') });
    await write.waitFor();
    await page.locator('.column', { hasText: '备注栏' }).waitFor(); // an unknown column is said, not swallowed
    await page.locator('table').first().waitFor();

    // its owner says what that column is, and the file is read again
    const column = page.getByRole('combobox', { name: imports('columnFor').replace('{{header}}', '备注栏') });
    await column.fill(imports('fields.keywords'));
    await column.press('Enter');
    await page.getByRole('button', { name: imports('readAgain') }).click();
    await page.getByRole('button', { name: imports('readAgain') }).waitFor({ state: 'detached' });
    await write.waitFor();
    await page.locator('.column', { hasText: '备注栏' }).getByText(imports('fields.keywords')).waitFor();
    wrong.push(...(await examine(supplier, 'import-preview', { isLive: true })));
    await page.reload();
    await write.click();
    await page.getByRole('link', { name: imports('toPatents') }).waitFor();
    wrong.push(...(await examine(supplier, 'import-done', { isLive: true })));

    await page.goto('/my-patents');
    await page.locator('.found').nth(2).waitFor();
    await app.settle();
    if (language === 'zh') {
      const [open, text, region] = [patents('edit'), patents('page.problem'), patents('field.region')];
      await page.locator('.found', { hasText: '除磷' }).locator('a').first().click();
      await page.waitForURL('**/patents/*');
      const form = { open, text, region, both: merge('choose') };
      wrong.push(...(await editInTwoWindows(supplier, form, 'patent-merge')));
    }

    // search while typing, as anybody
    const anybody = await visitor(browser, app, language);
    await anybody.page.goto('/patents');
    await anybody.page.getByRole('searchbox').fill('防腐涂层');
    await anybody.page.locator('.found mark').first().waitFor();
    wrong.push(...(await examine(anybody, 'find-patents', { isLive: true })));
    await anybody.page.getByRole('searchbox').fill('防腐涂层 夸克');
    await anybody.page.getByRole('note').filter({ hasText: '夸克' }).waitFor();
    await anybody.page.locator('.found a').first().click();
    await anybody.page.getByRole('heading', { name: patents('page.problem') }).waitFor();
    await anybody.page.goto('/needs');
    await anybody.page.locator('.empty, .found').first().waitFor();
    await anybody.context.close();

    // a need in free text; what is typed survives a reload
    const desk = demander.page;
    await desk.goto('/needs/new');
    const text = desk.getByLabel(needs('new.text'));
    await text.fill(problem);
    await desk.waitForTimeout(300);
    await desk.reload();
    expect(await text.inputValue()).toBe(problem);
    // what it says is shown with its words: taken into a field, taken away, brought back
    const chips = desk.locator('.understood-one');
    const chipOf = (words: string) => chips.filter({ hasText: words });
    await chipOf('60万').waitFor();
    await chipOf('不低于5MPa').waitFor();
    wrong.push(...(await examine(demander, 'new-need', { isLive: true })));
    await chipOf('60万')
      .getByRole('button', { name: understood('accept') })
      .click();
    expect(await desk.locator('[name=budgetTo]').inputValue()).toBe('600,000');
    expect(await chipOf('60万').count()).toBe(0);
    await chipOf('普通许可')
      .getByRole('button', { name: understood('takeAway') })
      .click();
    await desk.getByRole('button', { name: understood('bringBack') }).waitFor();
    await chipOf('不低于5MPa')
      .getByRole('button', { name: understood('correct') })
      .click();
    await desk.waitForFunction("String(getSelection()) === '不低于5MPa'");
    await desk.getByText(needs('preview.title')).waitFor();
    await desk.locator('ul[aria-busy=false] .item', { hasText: '耐高温防腐涂层' }).first().waitFor();
    await desk.getByRole('button', { name: needs('new.publish') }).click();
    const first = desk.locator('.match', { hasText: holder }).first();
    await first.waitFor();
    if (language === 'en') {
      const [open, text, region] = [needs('edit.open'), needs('new.name'), needs('new.region')];
      await desk.goto('/my-needs');
      await desk.locator('.found a').first().click();
      await desk.waitForURL('**/needs/*');
      const form = { open, text, region, both: merge('choose') };
      wrong.push(...(await editInTwoWindows(demander, form, 'need-merge')));
      await desk.getByRole('link', { name: needs('page.matchesOpen') }).click();
      await first.waitFor();
    }
    expect(await first.innerText()).toContain('耐高温防腐涂层');
    await first.getByRole('button', { name: matches('why') }).click();
    await first.locator('mark').first().waitFor();
    wrong.push(...(await examine(demander, 'matches', { isLive: true })));
    await first.getByRole('button', { name: matches('interest'), exact: true }).click();
    await first.getByText(matches('state.interestedByDemander')).waitFor();

    // the other side sees it and wants it too
    await page.goto('/matches?show=mine');
    const offered = page.locator('.match').first();
    await offered.getByText(matches('state.interestedByDemander')).waitFor();
    wrong.push(...(await examine(supplier, 'matches-mine')));
    await offered.getByRole('button', { name: matches('interest'), exact: true }).click();
    await app.settle();
    await page
      .getByRole('link', { name: matches('room') })
      .first()
      .click();
    await page.getByText(`● ${language === 'zh' ? '实时' : 'Live'}`).waitFor();
    await page.getByText('耐高温防腐涂层').first().waitFor();
    await desk.goto('/');
    await desk.locator('.item').first().waitFor();
    wrong.push(...(await examine(demander, 'home-company')));
    await desk.goto('/my-needs');
    await desk.locator('.found').first().waitFor();

    await desk.locator('.found a').first().click();
    await desk.getByRole('heading', { name: needs('page.description') }).waitFor();

    // what is not there says so, with a way on
    await desk.goto('/deals/00000000-0000-4000-8000-000000000000');
    await desk.getByText(common('problem.NOT_FOUND.title')).waitFor();
    wrong.push(...(await examine(demander, 'not-found')));
    expect(wrong).toEqual([]);
    await Promise.all([supplier.context.close(), demander.context.close()]);
  });
});
