import fc from 'fast-check';
import { operations } from '../../../server/api/operations.ts';
import { addDays, type CalendarDate } from '../../../server/domain/calendar.ts';
import type { CentreCommand } from '../../../server/domain/centre-invitations.ts';
import { decideCentreInContract } from '../../../server/domain/contracts/centres.ts';
import type { Contract } from '../../../server/domain/contracts/contract.ts';
import { waitsFor as contractWaits } from '../../../server/domain/contracts/contract-waits.ts';
import { type ContractIntent, decideContract } from '../../../server/domain/contracts/decide.ts';
import { beginning, type Deal } from '../../../server/domain/deals/deal.ts';
import { decideCentreInDeal } from '../../../server/domain/deals/centres.ts';
import { messagesWaitFor, waitsFor as dealWaits } from '../../../server/domain/deals/deal-waits.ts';
import { decideDeal, type DealIntent } from '../../../server/domain/deals/decide.ts';
import { DomainError } from '../../../server/domain/errors.ts';
import { type Question, stepQuestion } from '../../../server/domain/questions/question.ts';
import { type QuestionCommand, questionProcess } from '../../../server/domain/questions/question-process.ts';
import { waitsFor as questionWaits } from '../../../server/domain/questions/question-waits.ts';
import { allTaskKinds, byUrgency, gathered, type Task, taskKinds, taskOf } from '../../../server/domain/tasks.ts';
import { cny, day, licence, receipt, signed } from '../../support/contract-examples.ts';

/** What a decision answers, or null when it is refused; anything but a refusal is a fault. */
function tried<Answer>(decide: () => Answer): Answer | null {
  try {
    return decide();
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

const organisations = ['s', 'c', 'z1', 'z2'] as const;
type Organisation = (typeof organisations)[number];
const begun = day('2026-05-01');
const centreCommands: readonly CentreCommand[] = [
  ...(['proposeCentre', 'agreeToCentre', 'refuseCentre', 'takeBackCentre'] as const),
  ...(['acceptInvitation', 'declineInvitation', 'letCentreGo', 'leave'] as const),
];
const sideOf = (who: Organisation) => (who === 's' ? 'supplier' : who === 'c' ? 'demander' : 'facilitator');
/** Centres speak only for themselves. */
const aboutCentre = (who: Organisation, centreId: string) => (sideOf(who) === 'facilitator' ? who : centreId);
const named = (tasks: readonly Task[], what: string, who: string, part?: string) =>
  tasks.some(
    (task) =>
      task.what === what && task.whom.organisationId === who && (part === undefined || task.parts.includes(part)),
  );

describe('who is awaited in a deal', () => {
  const fresh = beginning('d', {
    ...{ matchId: null, needId: null, patentIds: ['p'], supplierId: 's', demanderId: 'c', centreIds: [] },
  });
  const give = (deal: Deal, who: Organisation, intent: DealIntent, today: CalendarDate) =>
    tried(() =>
      decideDeal(deal, intent, {
        roles: sideOf(who) !== 'facilitator' || deal.centreIds.includes(who) ? [sideOf(who)] : [],
        ...{ now: `${today}T02:00:00.000Z`, today, blocked: [], proofOf: (text) => text },
      }),
    )?.next ?? null;
  const giveCentre = (deal: Deal, who: Organisation, command: CentreCommand, centreId: string) =>
    tried(() => decideCentreInDeal(deal, { command, centreId: aboutCentre(who, centreId) }, { by: sideOf(who) }))
      ?.next ?? null;
  const intentOf = (deal: Deal, name: DealIntent['command'], days: number, today: CalendarDate): DealIntent => {
    switch (name) {
      case 'offer':
        return { command: name, terms: licence, validUntil: days === 0 ? null : addDays(today, days) };
      case 'accept':
        return { command: name, number: deal.offers.length };
      case 'attachFile':
        return { command: name, file: { fileId: `f${days}`, sha256: `sha${days}` } };
      case 'confirmFile':
        return { command: name, sha256: deal.file?.sha256 ?? '' };
      case 'close':
        return { command: name, reason: 'x' };
      default:
        return { command: name };
    }
  };
  const usual = ['offer', 'accept', 'attachFile', 'confirmFile'] as const;
  const rare = ['withdrawOffer', 'reopen', 'withdrawConfirmation', 'close'] as const;
  const steps = fc.array(
    fc.record({
      who: fc.constantFrom(...organisations),
      name: fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(...usual) },
        fc.constantFrom(...rare),
        fc.constantFrom(...centreCommands),
      ),
      centreId: fc.constantFrom('z1', 'z2'),
      days: fc.integer({ min: 0, max: 3 }),
      later: fc.integer({ min: 0, max: 2 }),
    }),
    { maxLength: 25 },
  );

  it('can do what is named, and nobody who can is left out: on random histories', () => {
    fc.assert(
      fc.property(steps, (history) => {
        let deal: Deal = fresh;
        let today = begun;
        for (const { who, name, centreId, days, later } of history) {
          today = addDays(today, later);
          const isOfCentre = centreCommands.some((one) => one === name);
          deal =
            (isOfCentre
              ? giveCentre(deal, who, name as CentreCommand, centreId)
              : give(deal, who, intentOf(deal, name as DealIntent['command'], days, today), today)) ?? deal;
          const tasks = dealWaits(deal, today);
          expect(new Set(tasks.map(({ id }) => id)).size).toBe(tasks.length);
          for (const one of organisations) {
            const may = (command: DealIntent['command']) =>
              give(deal, one, intentOf(deal, command, 0, today), today) !== null;
            expect(named(tasks, 'deal.answerOffer', one)).toBe(may('accept'));
            expect(named(tasks, 'deal.readFile', one) || named(tasks, 'deal.sign', one)).toBe(may('confirmFile'));
            if (named(tasks, 'deal.attachFile', one)) expect(may('attachFile')).toBe(true);
            for (const centre of ['z1', 'z2']) {
              expect(named(tasks, 'deal.answerCentre', one, centre)).toBe(
                giveCentre(deal, one, 'agreeToCentre', centre) !== null,
              );
            }
            expect(named(tasks, 'deal.join', one)).toBe(giveCentre(deal, one, 'acceptInvitation', one) !== null);
          }
          // terms are agreed, and it is somebody's turn until both have signed
          if (deal.state === 'agreed') expect(tasks.filter(({ what }) => !/entre|join/.test(what))).not.toEqual([]);
        }
      }),
      { numRuns: 120 },
    );
  });

  it('is told until when an offer can be accepted, and no longer awaited after that', () => {
    const offered =
      give(fresh, 's', { command: 'offer', terms: licence, validUntil: addDays(begun, 3) }, begun) ?? fresh;
    expect(dealWaits(offered, addDays(begun, 3))).toMatchObject([
      { what: 'deal.answerOffer', whom: { organisationId: 'c' }, due: addDays(begun, 3) },
    ]);
    expect(dealWaits(offered, addDays(begun, 4))).toEqual([]);
  });

  it('reads what others said, if it is in the room', () => {
    const unread = [
      { organisationId: 'c', count: 2 },
      { organisationId: 's', count: 0 },
      { organisationId: 'gone', count: 5 },
    ];
    expect(messagesWaitFor({ id: 'd', audience: ['s', 'c'] }, unread)).toMatchObject([
      { what: 'deal.readMessages', thing: 'deal:d', count: 2, whom: { organisationId: 'c' } },
    ]);
  });
});

describe('who is awaited in a contract', () => {
  const give = (contract: Contract, who: Organisation, intent: ContractIntent, today: CalendarDate, id = 'x') =>
    tried(() => decideContract(contract, intent, { organisationId: who, today, newId: () => id, blocked: [] }))?.next ??
    null;
  const giveCentre = (contract: Contract, who: Organisation, command: CentreCommand, centreId: string) =>
    tried(() =>
      decideCentreInContract(contract, { command, centreId: aboutCentre(who, centreId) }, { by: sideOf(who) }),
    )?.next ?? null;
  const lineOf = (contract: Contract, at: number) =>
    contract.ledger[at % Math.max(1, contract.ledger.length)]?.id ?? '';
  const intentOf = (contract: Contract, name: string, at: number, today: CalendarDate): ContractIntent => {
    const evidenceId = contract.evidence[at % Math.max(1, contract.evidence.length)]?.id ?? '';
    const lineId = lineOf(contract, at);
    const made: Record<string, ContractIntent> = {
      proposeShares: {
        command: 'proposeShares',
        shares: at === 0 ? [] : [{ centreId: 'z1', weight: 10_000 }],
        reason: 'r',
      },
      confirmShares: { command: 'confirmShares' },
      makeEffective: { command: 'makeEffective', on: today },
      recordEvidence: {
        command: 'recordEvidence',
        evidence: { id: `e${contract.version}`, kind: 'filing', number: 'n', date: today, file: null },
      },
      confirmEvidence: { command: 'confirmEvidence', evidenceId },
      recordLine: {
        command: 'recordLine',
        line: {
          ...{ id: `l${contract.version}`, kind: 'received', part: 'royalty', amount: cny('1.00'), date: today },
          proof: at % 2 ? receipt : null,
        },
      },
      confirmLine: { command: 'confirmLine', lineId },
      reverseLine: { command: 'reverseLine', lineId, id: `r${contract.version}` },
      agreeReversal: { command: 'agreeReversal', lineId },
      refuseReversal: { command: 'refuseReversal', lineId },
      complete: { command: 'complete' },
      askEnd: {
        ...{ command: 'askEnd', on: today, ground: 'terminated', reason: 'x' },
        stands: contract.ledger.map(({ id, amount }) => ({ lineId: id, amount })),
      },
      agreeEnd: { command: 'agreeEnd' },
      refuseEnd: { command: 'refuseEnd' },
    } as const;
    return made[name] ?? { command: 'complete' };
  };
  const names = [
    ...['proposeShares', 'confirmShares', 'makeEffective', 'recordEvidence', 'confirmEvidence', 'recordLine'],
    ...['confirmLine', 'reverseLine', 'agreeReversal', 'refuseReversal', 'complete', 'askEnd', 'agreeEnd', 'refuseEnd'],
  ];
  const steps = fc.array(
    fc.record({
      who: fc.constantFrom(...organisations),
      name: fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...names) }, fc.constantFrom(...centreCommands)),
      at: fc.integer({ min: 0, max: 5 }),
      centreId: fc.constantFrom('z1', 'z2'),
    }),
    { maxLength: 30 },
  );

  it('can do what is named, and nobody who can is left out: on random histories', () => {
    fc.assert(
      fc.property(steps, (history) => {
        let contract: Contract = { ...signed().state, centreIds: ['z1'] };
        for (const { who, name, at, centreId } of history) {
          const isOfCentre = centreCommands.some((one) => one === name);
          const next = isOfCentre
            ? giveCentre(contract, who, name as CentreCommand, centreId)
            : give(contract, who, intentOf(contract, name, at, begun), begun);
          if (next) contract = { ...next, version: contract.version + 1 };
          const tasks = contractWaits(contract);
          expect(new Set(tasks.map(({ id }) => id)).size).toBe(tasks.length);
          for (const one of organisations) {
            const may = (intent: ContractIntent) => give(contract, one, intent, begun) !== null;
            const isNamed = (what: string, part?: string) => named(tasks, `contract.${what}`, one, part);
            expect(isNamed('shares')).toBe(may({ command: 'confirmShares' }));
            expect(isNamed('effect')).toBe(may({ command: 'makeEffective', on: begun }));
            for (const { id } of contract.evidence)
              expect([id, isNamed('evidence', id)]).toEqual([id, may({ command: 'confirmEvidence', evidenceId: id })]);
            for (const { id: lineId } of contract.ledger) {
              expect([lineId, isNamed('line', lineId)]).toEqual([lineId, may({ command: 'confirmLine', lineId })]);
              const isToReverse = isNamed('reversal', lineId);
              if (may({ command: 'agreeReversal', lineId })) expect(isToReverse).toBe(true);
              if (isToReverse) expect(may({ command: 'refuseReversal', lineId })).toBe(true); // agreed to, where it still can be
            }
            if (may({ command: 'agreeEnd' })) expect(isNamed('end')).toBe(true);
            if (isNamed('end')) expect(may({ command: 'refuseEnd' })).toBe(true);
            for (const centre of ['z1', 'z2'])
              expect(isNamed('centre', centre)).toBe(giveCentre(contract, one, 'agreeToCentre', centre) !== null);
            expect(isNamed('join')).toBe(giveCentre(contract, one, 'acceptInvitation', one) !== null);
          }
        }
      }),
      { numRuns: 120 },
    );
  });
});

describe('who is awaited in a question', () => {
  const asked: Question = {
    ...{ kind: 'patent', thingId: 'p', askerId: 'c', ownerId: 's', state: 'asked', turns: 1 },
    ...{ askedAt: new Date(0), answeredAt: null, seenAt: null, deadline: null },
  };
  const commands = Object.keys(questionProcess.table) as QuestionCommand[]; // of the table
  const roles = ['asker', 'owner', 'system'] as const;
  const steps = fc.array(
    fc.record({ command: fc.constantFrom(...commands), role: fc.constantFrom(...roles), sees: fc.boolean() }),
    { maxLength: 60 },
  );

  it('is one side at most, who can do what is named; nobody waits for what was taken back or read: on random histories', () => {
    fc.assert(
      fc.property(steps, (history) => {
        let question = asked;
        let at = 0;
        for (const { command, role, sees } of history) {
          const may = (one: QuestionCommand, by: (typeof roles)[number]) =>
            tried(() => stepQuestion(question, one, by, new Date(at))) !== null;
          question = tried(() => stepQuestion(question, command, role, new Date(++at))) ?? question;
          if (sees) question = { ...question, seenAt: new Date(at) };
          const tasks = questionWaits({ id: 'q', ...question });
          expect(tasks.length).toBeLessThanOrEqual(1);
          // the owner is awaited exactly while time runs for it; it may also answer late
          expect(named(tasks, 'question.answer', 's')).toBe(may('lapse', 'system'));
          if (named(tasks, 'question.answer', 's'))
            expect(may('answer', 'owner') && may('decline', 'owner')).toBe(true);
          const isOver = ['answered', 'declined', 'unanswered'].includes(question.state);
          expect(named(tasks, 'question.read', 'c')).toBe(isOver && question.seenAt === null);
          expect(question.answeredAt !== null).toBe(question.state === 'answered' || question.state === 'declined');
          expect(question.turns).toBeLessThanOrEqual(20);
          for (const one of commands) if (may(one, 'asker')) expect(may(one, 'owner')).toBe(false);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('a task', () => {
  it('is for those whom the table of operations lets do it', () => {
    const wrong = allTaskKinds.flatMap((what) => {
      const { operation, roles } = taskKinds[what];
      const row = Object.entries(operations).find(([name]) => name === operation)?.[1];
      if ('isOfPerson' in taskKinds[what]) return row?.who === 'signedIn' ? [] : [`${what}: not for a person`];
      if (!row || typeof row.who !== 'object') return [`${what}: no operation ${operation}`];
      const may = 'roles' in row.who ? row.who.roles : [];
      return roles.every((role) => may.some((one) => one === role)) && (may.length === 0) === (roles.length === 0)
        ? []
        : [`${what}: ${roles.join()} is not ${may.join()}`];
    });
    expect(wrong).toEqual([]);
  });

  it('of a queue is one, with how many things are in it, due when the first of them is; ids are stable', () => {
    const of = (thing: string, due: string | null) =>
      taskOf('need.confirm', { thing, organisationId: 'o', due: due === null ? null : day(due) });
    const all = [of('need:1', '2026-05-09'), of('need:2', '2026-05-07'), of('need:3', null)];
    expect(gathered(all)).toEqual([{ ...of('need:2', '2026-05-07'), count: 3 }]);
    expect(gathered([...all].reverse())).toEqual(gathered(all));
    const line = taskOf('contract.line', { thing: 'contract:k', organisationId: 'o', parts: ['a', 'b'] });
    expect(line).toMatchObject({ id: 'contract.line@o:contract:k', count: 2 });
    expect([line, ...all].sort(byUrgency).map(({ due }) => due)).toEqual(['2026-05-07', '2026-05-09', null, null]);
  });
});
