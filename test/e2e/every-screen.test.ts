import type { Browser } from 'playwright-core';
import { dateInShanghai } from '../../server/domain/calendar.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { newId, startApp, type TestApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { fileEvidence, freshDeal, give, licenceTerms, pay, signedDeal, upload } from '../support/deals.ts';
import { beginImport, untilSettled } from '../support/imports.ts';
import { listPatent, publishNeed } from '../support/listings.ts';
import { invite } from '../support/members.ts';
import { pdfOf } from '../support/pdf.ts';
import { ask, giveInQuestion } from '../support/questions.ts';
import { triedWebhook } from '../support/webhooks.ts';
import { administrator, member } from '../support/people.ts';
import {
  examine,
  inOtherLanguage,
  loaded,
  requireBuiltClient,
  screenPaths,
  type Visitor,
  visitor,
} from '../support/screens.ts';

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

type Who = 'anybody' | 'supplier' | 'demander' | 'centre' | 'authority' | 'administrator';

/** Names and texts as long as real ones get, in both scripts, one of them a word that cannot be broken. */
const longName = '国家先进高分子材料与绿色化工联合工程技术研究中心（长江三角洲一体化示范区）有限责任公司';
const longTitle =
  '一种用于超低温高压工况下的多层复合梯度功能涂层及其制备方法 A multilayer functionally graded coating for cryogenic high-pressure service, poly(3,4-ethylenedioxythiophene)polystyrenesulfonate';

/** A deal in talks, an import to be confirmed, a patent, a need, and an address of every screen for who uses it. */
async function world() {
  const { dealId, supplier, demander, centre } = await freshDeal(app);
  const authority = await member(app, 'authority', { name: longName, place: '330000', level: 'province' });
  await member(app, 'company', { name: longName, isApproved: false });
  await invite(app, supplier, 'editor');
  const subject = { ipc: ['C09D 5/08', 'H01M 10/0525'], region: '浙江省', industry: '高端装备与先进材料制造业' };
  const patentId = await listPatent(supplier, {
    ...{ title: longTitle, abstract: `${longTitle}。`.repeat(6), keywords: ['涂层', '梯度'], ...subject },
    ...{ type: 'invention', filedOn: '2020-03-11', grantedOn: '2022-05-06', legalStatus: 'inForce', maturity: 6 },
    ...{ routes: ['transfer', 'exclusiveLicence'], askingPrice: { amount: '1234567890.12', currency: 'CNY' } },
  });
  const needId = await publishNeed(demander, {
    ...{ title: longTitle, description: `${longTitle}。`.repeat(6), ...subject },
    ...{ budgetTo: { amount: '9876543210.00', currency: 'CNY' }, minimumMaturity: 5, wantedBy: '2028-10-28' },
  });
  const list = `专利名称,摘要,主分类号,申请人,申请日,备注\n${longTitle.replaceAll(',', '，')},摘要,C09D 5/08,${longName},2020-03-11,x\n,,,,,y`;
  const importId = await beginImport(supplier, list);
  await untilSettled(app, supplier, importId);
  await give(supplier, 'deals.offer', dealId, { terms: licenceTerms });
  await give(demander, 'deals.offer', dealId, {
    terms: { ...licenceTerms, territory: { codes: ['330000', 'DE'], words: longName } },
  });
  await demander.call('deals.say', {
    params: { dealId },
    body: { commandId: newId(), messageId: newId(), text: longTitle },
  });
  await triedWebhook(supplier); // it cannot be reached, and says so
  const questionId = await ask(demander, 'patent', patentId, `${longTitle}？`);
  await giveInQuestion(supplier, 'answer', questionId, longTitle);
  await giveInQuestion(demander, 'askMore', questionId, longName);
  const watch = { params: { kind: 'patent' as const, thingId: patentId } };
  await demander.call('watches.watch', { ...watch, body: { commandId: newId(), expectedVersion: 0 } });
  const signed = await signedDeal(app, undefined, { supplier, patentId, demander });
  const { contractId } = signed;
  await give(signed.supplier, 'contracts.makeEffective', contractId, { on: dateInShanghai(new Date()) });
  await fileEvidence(signed, { kind: 'filing', number: longName, date: dateInShanghai(new Date()) });
  await pay(signed, {
    part: 'fixed',
    amount: { amount: '1234.56', currency: 'CNY' },
    date: dateInShanghai(new Date()),
    proof: { fileId: (await upload(demander, pdfOf('Receipt'))).fileId, kind: 'receipt' },
  });
  await app.settle();
  await authority.call('contracts.inspect', { params: { contractId } });
  // a centre that the viewer's side is asked about, and one that is itself asked into a deal and a contract
  const { organisationId: proposed } = await member(app, 'centre', { name: `运营中心 ${longName}` });
  await give(demander, 'deals.proposeCentre', dealId, { centreId: proposed });
  const { dealId: other } = await freshDeal(app, { supplier, demander, patentId });
  for (const [thing, id] of [
    ['deals', other],
    ['contracts', contractId],
  ] as const) {
    await give(supplier, `${thing}.proposeCentre`, id, { centreId: centre.organisationId });
    await give(demander, `${thing}.agreeToCentre`, id, { centreId: centre.organisationId });
  }
  await app.settle();
  const invitation = '/invitations/00000000-0000-4000-8000-000000000000#secret';

  const samples: Readonly<Record<string, readonly [who: Who, address: string]>> = {
    '/': ['supplier', '/'],
    '/patents': ['anybody', '/patents?text=涂层&view=cards'],
    '/patents/:patentId': ['supplier', `/patents/${patentId}`],
    '/patents/:patentId/matches': ['supplier', `/patents/${patentId}/matches`],
    '/needs': ['anybody', '/needs?text=涂层'],
    '/needs/new': ['demander', '/needs/new'],
    '/needs/:needId': ['demander', `/needs/${needId}`],
    '/needs/:needId/matches': ['demander', `/needs/${needId}/matches`],
    '/matches': ['supplier', '/matches'],
    '/matches/weights': ['centre', '/matches/weights'],
    '/matches/quality': ['administrator', '/matches/quality'],
    '/questions': ['demander', '/questions'],
    '/questions/:questionId': ['supplier', `/questions/${questionId}`],
    '/inbox': ['supplier', '/inbox?show=organisation'],
    '/deals': ['centre', '/deals'],
    '/deals/:dealId': ['supplier', `/deals/${dealId}`],
    '/contracts': ['supplier', '/contracts'],
    '/contracts/:contractId': ['supplier', `/contracts/${contractId}`],
    '/contracts/:contractId/inspection': ['authority', `/contracts/${contractId}/inspection`],
    '/my-patents': ['supplier', '/my-patents'],
    '/my-patents/new': ['supplier', '/my-patents/new'],
    '/my-needs': ['demander', '/my-needs'],
    '/imports': ['supplier', '/imports'],
    '/imports/:importId': ['supplier', `/imports/${importId}`],
    '/amounts': ['centre', '/amounts'],
    '/centres/:centreId/amounts': [
      'authority',
      `/centres/${signed.centre.organisationId}/amounts?basis=receipt&lines=all`,
    ],
    '/organisations': ['administrator', '/organisations?state=all'],
    '/organisations/:organisationId': ['anybody', `/organisations/${supplier.organisationId}`],
    '/parameters': ['authority', '/parameters'],
    '/calendars': ['administrator', '/calendars'],
    '/system': ['administrator', '/system'],
    '/jobs': ['administrator', '/jobs'],
    '/watches': ['demander', '/watches'],
    '/members': ['supplier', '/members'],
    '/webhooks': ['supplier', '/webhooks'],
    '/account': ['supplier', '/account'],
    '/sign-in': ['anybody', '/sign-in'],
    '/register': ['anybody', '/register'],
    '/setup': ['anybody', '/setup?token=x'],
    '/invitations/:invitationId': ['anybody', invitation],
    '/forgotten-password': ['anybody', '/forgotten-password'],
    '/confirm-address/:linkId': ['anybody', '/confirm-address/00000000-0000-4000-8000-000000000000#secret'],
    '/new-password/:linkId': ['anybody', '/new-password/00000000-0000-4000-8000-000000000000#secret'],
  };
  return { samples, callers: { supplier, demander, centre, authority, administrator: await administrator(app) } };
}

let shown: Awaited<ReturnType<typeof world>>;
test('every screen there is has an address here', async () => {
  shown = await world();
  expect(Object.keys(shown.samples).sort()).toEqual((await screenPaths()).sort());
});

/** All looks at screens; each person has a browser, in which the next screen is loaded in the language of the last. */
function looks() {
  const [, organisation = ''] = shown.samples['/organisations/:organisationId'] ?? [];
  const homes = (['anybody', 'demander', 'centre', 'authority', 'administrator'] as const).map(
    (who) => [`screen-home-${who}`, who, '/'] as const,
  );
  return [
    ...Object.entries(shown.samples).map(
      ([path, [who, at]]) => [`screen${path.replace(/[/:]+/g, '-')}`, who, at] as const,
    ),
    ...homes,
    ['screen-organisation-administrator', 'administrator', organisation] as const,
  ];
}

test('every screen can be read by anybody, in both languages, the second in the dark', async () => {
  const wrong: string[] = [];
  const people = new Map<Who, Visitor>();
  for (const [name, who, address] of looks()) {
    const caller = who === 'anybody' ? undefined : shown.callers[who];
    const person = people.get(who) ?? (await visitor(browser, app, 'zh', caller));
    const isLive = /^\/(deals|contracts)\/./.test(address);
    await person.page.goto(address);
    await loaded(person);
    wrong.push(...(await examine(person, name, { isLive })));
    const reader = await inOtherLanguage(person);
    await loaded(reader);
    await reader.page.emulateMedia({ colorScheme: 'dark' });
    wrong.push(...(await examine(reader, name, { isLive })));
    await reader.page.emulateMedia({ colorScheme: 'light' });
    people.set(who, reader);
  }
  expect(wrong).toEqual([]);
});
