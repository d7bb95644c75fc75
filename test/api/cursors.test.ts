import type { Operation } from '../../server/api/operation.ts';
import { type OperationName, operations } from '../../server/api/operations.ts';
import { seeded } from '../../scripts/generator/random.ts';
import { type Caller, newId, startApp, type TestApp } from '../support/app.ts';
import { freshDeal, give, licenceTerms, pay, signedDeal } from '../support/deals.ts';
import { expertBy } from '../support/experts.ts';
import { beginImport, untilSettled } from '../support/imports.ts';
import { listPatent, publishNeed } from '../support/listings.ts';
import { invitationFor, invite } from '../support/members.ts';
import { administrator, member } from '../support/people.ts';
import { ask as askAbout, giveInQuestion } from '../support/questions.ts';
import { triedWebhook } from '../support/webhooks.ts';

const seed = Number(process.env['SEED'] ?? 1);
/** Every list of the table: whatever is read page by page. */
const lists = (Object.entries(operations) as [OperationName, Operation][]).filter(
  ([, { query }]) => query && 'shape' in query && Object.hasOwn(query.shape as object, 'cursor'),
);

let app: TestApp;
let callers: Caller[];
let things: Readonly<Record<string, string>>;
/** What a list has to be asked for as well, to have more than one row here. */
const beside: Partial<Record<OperationName, Record<string, string>>> = { 'metrics.lines': { basis: 'receipt' } };
/** Who is answered by a list, and the cursor after its first row if it has more than one. */
const found = new Map<OperationName, Readonly<{ caller: Caller; cursor: string | null }>>();

const ask = (caller: Caller, name: OperationName, query: Record<string, string | number>) =>
  caller.send(name, {
    params: Object.fromEntries(
      [...operations[name].path.matchAll(/:(\w+)/g)].map(([, key = '']) => [key, things[key] ?? newId()]),
    ),
    query,
  });

beforeAll(async () => {
  app = await startApp();
  const authority = await member(app, 'authority', { level: 'province', place: '330000' });
  const first = await signedDeal(app);
  const { supplier, demander, centre, contractId } = first;
  const second = await signedDeal(app, licenceTerms, { supplier, demander, centre });
  for (const { contractId: id } of [first, second])
    await pay(
      { contractId: id, supplier, demander },
      { part: 'fixed', date: '2026-05-04', amount: { amount: '1.00', currency: 'CNY' } },
    );
  const { dealId } = await freshDeal(app, { supplier, demander, centre });
  await give(supplier, 'deals.offer', dealId, { terms: licenceTerms });
  const questions: string[] = [];
  for (const text of ['甲', '乙']) {
    await supplier.call('deals.say', { params: { dealId }, body: { commandId: newId(), messageId: newId(), text } });
    await listPatent(supplier, { title: `${text} 种装置` });
    const needId = await publishNeed(demander, { title: `寻找${text}`, description: text });
    const questionId = await askAbout(supplier, 'need', needId);
    await giveInQuestion(demander, 'answer', questionId, text);
    questions.push(questionId);
    const watch = { params: { kind: 'need' as const, thingId: needId } };
    await supplier.call('watches.watch', { ...watch, body: { commandId: newId(), expectedVersion: 0 } });
    await invitationFor(supplier, `${newId()}@example.org`);
    await untilSettled(app, supplier, await beginImport(supplier, `专利名称\n${text}甲\n${text}乙`));
  }
  await member(app, 'centre');
  await invite(app, supplier, 'editor');
  await triedWebhook(supplier);
  for (const expert of [supplier, demander]) await expertBy(centre, expert);
  const { webhookId } = await triedWebhook(supplier);
  await supplier.call('webhooks.try', { params: { webhookId }, body: { commandId: newId() } });
  const patentId = await listPatent(supplier);
  const { items } = await supplier.call('imports.list');
  things = {
    ...{ dealId, contractId, organisationId: supplier.organisationId, centreId: centre.organisationId },
    ...{ importId: items[0]?.id ?? '', stream: `deal:${dealId}`, webhookId, patentId, questionId: questions[0] ?? '' },
  };
  await app.settle();
  callers = [supplier, demander, centre, authority, await administrator(app)];
  for (const [name] of lists) {
    for (const caller of callers) {
      const response = await ask(caller, name, { limit: 1, ...beside[name] });
      if (!response.ok) continue;
      const { nextCursor: cursor } = (await response.json()) as { nextCursor: string | null };
      if (cursor || !found.has(name)) found.set(name, { caller, cursor });
      if (cursor) break;
    }
  }
});
afterAll(() => app.stop());

const packed = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const unpacked = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
};
const wrongValues = [null, true, 0, -1, 1e308, '', 'x', '\0', '\ud800', 'x'.repeat(3_000), [], {}, { $gt: '' }];
const wrongPlaces = ['0', '-1', '1e3', '999999999999999', '9'.repeat(400), '0x10', ' 1', '１'];
const wrongDates = ['2026-13-45T00:00:00.000Z', '+275760-09-13T00:00:00.000Z', '0000-01-01T00:00:00.000Z', 'now'];

/** What a list may be sent in place of a cursor: its own, spoilt in every part or cut, and things that are none. */
function crafted(own: string | null, random: ReturnType<typeof seeded>): string[] {
  const parts = unpacked(own ?? '');
  const spoilt = Array.isArray(parts)
    ? parts.flatMap((_, at) => [...wrongValues, ...wrongDates].map((value) => packed(parts.with(at, value))))
    : [];
  const cursor = own ?? '';
  const cut = [cursor.slice(0, -1), cursor.slice(0, cursor.length >> 1), `${cursor}AAAA`];
  const noise = Array.from({ length: 5 }, () =>
    Buffer.from(Array.from({ length: random.between(1, 60) }, () => random.between(0, 255))).toString('base64url'),
  );
  return [
    ...spoilt,
    ...cut,
    ...noise,
    ...wrongPlaces,
    ...wrongValues.map(packed),
    ...[
      '',
      'null',
      '%00',
      '../..',
      'A'.repeat(6_000),
      packed(Array.from({ length: 400 }, () => 'x')),
      packed([[[[]]]]),
    ],
  ];
}

it('every list is there to be asked, and most have a page after the first', () => {
  expect(lists.length).toBeGreaterThanOrEqual(25);
  expect(lists.map(([name]) => name).filter((name) => !found.has(name))).toEqual([]);
  const onePage = lists.map(([name]) => name).filter((name) => !found.get(name)?.cursor);
  // one checkpoint a night, nobody is asked to accompany anything here, and nobody looks in from outside
  const none = ['contracts.inspections', 'contracts.invitations', 'deals.invitations'];
  expect(onePage.sort()).toEqual(['checkpoints.list', ...none]);
});

it.each(lists.map(([name]) => name))(
  `%s answers every crafted cursor with a page or a refusal (seed ${seed})`,
  async (name) => {
    const { caller, cursor } = found.get(name)!;
    const wrong: string[] = [];
    for (const one of crafted(cursor, seeded(seed))) {
      const { status } = await ask(caller, name, { limit: 2, cursor: one, ...beside[name] });
      if (status !== 200 && status !== 400) wrong.push(`${status}: ${one.slice(0, 200)}`);
    }
    expect(wrong).toEqual([]);
    if (cursor) expect((await ask(caller, name, { limit: 2, cursor, ...beside[name] })).status).toBe(200);
    // a place in another list is none in this one; lists whose rows are numbered share their numbers
    for (const [other, { cursor: theirs }] of found) {
      if (!theirs || theirs === cursor || /^\d+$/.test(theirs)) continue;
      const [mine, of] = [unpacked(cursor ?? ''), unpacked(theirs)].map((parts) =>
        Array.isArray(parts) ? (parts[0] as unknown) : null,
      );
      if (mine === of) continue; // two views of one collection in one order
      expect(`${other} ${(await ask(caller, name, { limit: 2, cursor: theirs })).status}`).toBe(`${other} 400`);
    }
  },
);
