import type { Browser } from 'playwright-core';
import { dateInShanghai } from '../../server/domain/calendar.ts';
import { taskTexts } from '../../server/domain/task-texts.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { fileEvidence, give, signedDeal } from '../support/deals.ts';
import { listPatent, publishNeed, stepNeed, stepPatent } from '../support/listings.ts';
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

const yuan = (amount: string) => ({ amount, currency: 'CNY' as const });

describe.each(['zh', 'en'] as const)('in %s', (language) => {
  test('an owner corrects predicted classes and asks why a patent is not listed; a centre tries weights before it saves them', async () => {
    const [matches, matching, common] = await Promise.all([
      textsOf('features/matches/matches.texts.ts', language),
      textsOf('features/matches/matching.texts.ts', language),
      textsOf('lib/common.texts.ts', language),
    ]);
    const wrong: string[] = [];
    const ownName = language === 'zh' ? '麒麟牌' : '凤凰牌'; // both journeys are on one exchange
    const university = await member(app, 'university', { name: `某某大学 ${language}`, language });
    const company = await member(app, 'company', { name: `某能源公司 ${language}`, language });
    const centre = await member(app, 'centre', { name: `储能产业知识产权运营中心 ${language}`, language });
    await listPatent(university, {
      title: '一种高镍正极材料及其制备方法',
      abstract: '本发明公开了一种高镍正极材料，采用铝包覆，循环寿命达到 2500 次，适用于动力电池。',
      ipc: ['H01M 4/36'],
      routes: ['openLicence'],
      maturity: 6,
      askingPrice: yuan('800000'),
    });
    await listPatent(university, {
      title: '高镍正极材料专用烧结炉',
      abstract: '一种用于高镍正极材料的烧结炉，温度均匀。',
      ipc: ['F27B 9/00'],
      routes: ['equity'],
      askingPrice: yuan('3000000'),
    });
    const needId = await publishNeed(company, {
      title: '寻找循环寿命长的高镍正极材料',
      description: '我司生产动力电池，现有高镍正极材料循环几百次后衰减明显，希望循环寿命 2000 次以上，温度均匀。',
      routes: ['openLicence', 'ordinaryLicence'],
      budgetTo: yuan('1000000'),
      minimumMaturity: 5,
      visibility: 'anonymous',
    });
    await listPatent(company, { title: `${ownName}高镍正极材料`, abstract: '高镍正极材料。', ipc: ['H01M 4/36'] });
    await app.settle();

    const owner = await visitor(browser, app, language, company);
    const { page } = owner;
    await page.goto('/matches?sort=latest');
    const card = page.locator('.match').first();
    await page
      .getByText(language === 'zh' ? /^双方都涉及“/ : /^Both are about “/)
      .first()
      .waitFor();
    wrong.push(...(await examine(owner, 'matches-fresh', { isLive: true })));
    await card.getByRole('button', { name: matches('only.patent') }).click();
    await page.waitForURL(/sort=latest&patent=/);
    await page.getByRole('combobox', { name: matches('filter.fit') }).click();
    await page.getByTitle(matches('filter.fitFrom').replace('{{percent}}', '90')).click();
    await page.getByText(matches('noneSuch.title')).waitFor();
    await page.reload();
    await page.getByText(matches('noneSuch.title')).waitFor();
    await page.getByRole('button', { name: matches('filter.clear') }).click();
    await card.waitFor();
    await page.getByText(matches('views.patent')).click();
    await page
      .getByRole('button', { name: matches('open') })
      .first()
      .click();
    await card.waitFor();
    wrong.push(...(await examine(owner, 'matches-groups', { isLive: true })));
    await page.goto(`/needs/${needId}/matches`);
    await page.getByText(matches('classes.guess')).waitFor();
    await page.locator('.match').first().waitFor();
    await page
      .locator('.match')
      .first()
      .getByRole('button', { name: matches('why') })
      .click();
    await page.locator('mark').first().waitFor();
    await page.getByRole('searchbox').fill(ownName);
    await page
      .getByRole('button', { name: matches('whyNot.ask') })
      .first()
      .click();
    await page.getByText(matches('gate.sameParty')).waitFor();
    wrong.push(...(await examine(owner, 'matches-for-need', { isLive: true })));
    const topOfList = async () => (await page.locator('.match').first().boundingBox())?.y;
    const top = await topOfList();
    await page.getByRole('button', { name: matches('classes.change') }).click();
    await page.getByRole('checkbox').first().waitFor();
    expect(await topOfList()).toBe(top);
    wrong.push(...(await examine(owner, 'matches-classes', { isLive: true })));
    await page.getByLabel(matches('classes.other')).fill('H01M');
    await page.getByRole('button', { name: matches('classes.save') }).click();
    await page.getByText(`${matches('classes.given')}H01M`).waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await topOfList()).toBe(top); // nothing jumps when the form goes
    wrong.push(...(await examine(owner, 'matches-classes-saved', { isLive: true })));

    const supplier = await visitor(browser, app, language, university);
    await supplier.page.goto('/my-patents');
    await supplier.page.locator('.found a').first().click();
    await supplier.page.waitForURL(/\/patents\//);
    await supplier.page.goto(`${new URL(supplier.page.url()).pathname}/matches`);
    await supplier.page.getByRole('searchbox').waitFor();
    wrong.push(...(await examine(supplier, 'matches-for-patent', { isLive: true })));

    const operator = await visitor(browser, app, language, centre);
    const desk = operator.page;
    await desk.goto('/matches');
    await desk.getByRole('link', { name: matches('weights') }).click();
    const save = desk.getByRole('button', { name: matching('save') });
    await save.waitFor();
    expect(await save.isDisabled()).toBe(true);
    const budget = desk.getByRole('slider', { name: matches('feature.budget') });
    await budget.focus();
    for (let press = 0; press < 10; press++) await desk.keyboard.press('ArrowRight');
    await desk.getByText('×1.50').waitFor();
    await desk.getByRole('button', { name: matching('try') }).click();
    await desk.getByText(matching('effect')).waitFor({ timeout: 60_000 });
    expect(await save.isDisabled()).toBe(false);
    wrong.push(...(await examine(operator, 'matching-weights', { isLive: true })));
    await save.click();
    await desk.getByText(matching('saved')).first().waitFor();
    await desk.getByText('×1.50').waitFor();
    await desk.getByRole('combobox', { name: matching('industries') }).fill('C38');
    await desk.keyboard.press('Enter');
    await desk.getByRole('button', { name: common('save'), exact: true }).click();
    await desk.getByText(matching('industriesSaved')).first().waitFor();

    await desk.goto('/matches/quality');
    // whoever trades is not met with tables; whoever wants them opens them
    await desk.getByText(matching('measurements')).click({ timeout: 60_000 });
    await desk.getByRole('heading', { name: matching('learnedTitle') }).waitFor({ timeout: 60_000 });
    await desk.getByText(matching('limits.chinese')).waitFor();
    wrong.push(...(await examine(operator, 'matching-quality', { isLive: true })));
    expect(wrong).toEqual([]);
    for (const one of [owner, supplier, operator]) await one.context.close();
  });

  test('a patent that is off the market says why and promises no needs', async () => {
    const [common, patents] = await Promise.all([
      textsOf('lib/common.texts.ts', language),
      textsOf('features/patents/patents.texts.ts', language),
    ]);
    const university = await member(app, 'university', { language });
    const patentId = await listPatent(university);
    await stepPatent(university, patentId, 'withdraw');
    const person = await visitor(browser, app, language, university);
    const { page } = person;
    for (const path of [`/patents/${patentId}`, `/patents/${patentId}/matches`]) {
      await page.goto(path);
      await page.getByText(common('patentAtRest.withdrawn.text')).waitFor();
      expect(await page.getByText(patents('page.matchesNone')).count()).toBe(0);
    }
    expect(await examine(person, `patent-withdrawn-${language}`)).toEqual([]);
    await person.context.close();
  });

  test('a need that is over says what became of it and promises no matches', async () => {
    const [common, needs] = await Promise.all([
      textsOf('lib/common.texts.ts', language),
      textsOf('features/needs/needs.texts.ts', language),
    ]);
    const company = await member(app, 'company', { language });
    const [withdrawn, solved] = [await publishNeed(company), await publishNeed(company, { title: '寻找一种电机' })];
    await stepNeed(company, withdrawn, 'close');
    const people = await signedDeal(app, undefined, { demander: company, needId: solved });
    const { contractId, supplier } = people;
    const today = dateInShanghai(new Date());
    await give(supplier, 'contracts.makeEffective', contractId, { on: today });
    await fileEvidence(people, { kind: 'filing', number: '1', date: today });
    await give(supplier, 'contracts.complete', contractId);
    await app.settle();

    const person = await visitor(browser, app, language, company);
    const { page } = person;
    for (const [needId, state] of [
      [withdrawn, 'closed'],
      [solved, 'solved'],
    ] as const) {
      for (const path of [`/needs/${needId}`, `/needs/${needId}/matches`]) {
        await page.goto(path);
        await page.getByText(common(`atRest.${state}.text`)).waitFor();
        expect(await page.getByText(needs('page.matchesNone')).count()).toBe(0);
      }
    }
    await page.locator(`a[href="/contracts/${contractId}"]`).waitFor();
    expect(await examine(person, `need-solved-${language}`)).toEqual([]);
    await person.context.close();
  });

  test('a company shows interest on the page of a patent with a need written there, and asks; the university answers, and agrees to talk', async () => {
    const [approach, questions, common] = await Promise.all([
      textsOf('components/approach.texts.ts', language),
      textsOf('features/questions/questions.texts.ts', language),
      textsOf('lib/common.texts.ts', language),
    ]);
    const wrong: string[] = [];
    const university = await member(app, 'university', { language });
    const company = await member(app, 'company', { language });
    const patentId = await listPatent(university, {
      title: `一种电机转子的冷却结构 ${language}`,
      abstract: '在电机转子内设置螺旋冷却流道，降低转子温升，适用于高速电机。',
      ipc: ['H02K 9/19'],
    });
    await app.settle();
    const anybody = await visitor(browser, app, language);
    await anybody.page.goto(`/patents/${patentId}`);
    await anybody.page.getByRole('link', { name: approach('signIn') }).waitFor();
    await anybody.context.close();

    // a need is written where the patent is; what is typed survives a reload, and is read
    const buyer = await visitor(browser, app, language, company);
    const { page } = buyer;
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    await page.goto(`/patents/${patentId}`);
    await button(approach('interest')).click();
    const text = page.getByLabel(approach('need.text'));
    await text.fill(`高速电机转子温升过高，需要降低转子温升的冷却结构，预算60万。${language}`);
    await page.waitForTimeout(300);
    await page.reload();
    await button(approach('interest')).click();
    expect(await text.inputValue()).toContain('高速电机');
    await page.locator('.understood-one', { hasText: '60万' }).waitFor();
    wrong.push(...(await examine(buyer, 'approach-need', { isLive: true })));
    await button(approach('need.publish')).click();
    await page.getByText(approach('state.mine'), { exact: true }).waitFor();
    expect(await button(approach('need.publish')).count()).toBe(0);
    wrong.push(...(await examine(buyer, 'approach-interested', { isLive: true })));

    // a question, sent with the keyboard alone
    await button(approach('ask')).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel(approach('question.text')).fill('能否用于高湿环境？');
    wrong.push(...(await examine(buyer, 'approach-question', { isLive: true })));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: approach('question.open') }).waitFor();
    await app.settle();

    // it waits at home for the university, which answers
    const seller = await visitor(browser, app, language, university);
    const desk = seller.page;
    await desk.goto('/');
    await desk.getByRole('link', { name: taskTexts['question.answer'][language] }).click();
    await desk.getByText('能否用于高湿环境？').waitFor();
    await desk.getByRole('textbox', { name: questions('answer') }).fill('可以，须加涂层。');
    await desk.getByRole('button', { name: questions('send') }).click();
    await desk.getByText(approach('question.state.answered')).first().waitFor();
    // and agrees to talk about the need from there
    await desk.getByRole('button', { name: new RegExp('冷却结构'), disabled: false }).click();
    await desk
      .getByRole('link', { name: questions('room') })
      .first()
      .waitFor();
    wrong.push(...(await examine(seller, 'question-agreed', { isLive: true })));

    // who asked sees when it was seen and answered
    await page.goto('/questions');
    await page.getByText(approach('question.state.answered'), { exact: true }).waitFor();
    await page.getByRole('link', { name: '能否用于高湿环境？' }).click();
    await page.getByText('可以，须加涂层。').waitFor();
    await page.getByText(questions('seenAt').replace(' {{time}}', '')).first().waitFor();
    await app.settle();
    await page
      .getByRole('link', { name: questions('room') })
      .first()
      .waitFor();
    wrong.push(...(await examine(buyer, 'question-answered', { isLive: true })));
    expect(await page.getByText(common('problem.CONFLICT.title')).count()).toBe(0);

    // on the page of a need whoever has no patent is led to adding one
    const institute = await visitor(browser, app, language, await member(app, 'institute', { language }));
    const needId = await publishNeed(company, { title: `寻找密封圈 ${language}`, description: `密封圈 ${language}` });
    await institute.page.goto(`/needs/${needId}`);
    await institute.page.getByRole('button', { name: approach('interest'), exact: true }).click();
    await institute.page.getByText(approach('none.need')).waitFor();
    await institute.page.getByRole('link', { name: approach('addPatent') }).waitFor();
    wrong.push(...(await examine(institute, 'approach-no-patent', { isLive: true })));
    expect(wrong).toEqual([]);
    for (const one of [buyer, seller, institute]) await one.context.close();
  });
});
