import fc from 'fast-check';
import { DomainError } from '../../../server/domain/errors.ts';
import { centreProcess } from '../../../server/domain/centre-invitations.ts';
import { processes } from '../../../server/domain/processes.ts';
import { expertProcess } from '../../../server/domain/experts/expert-process.ts';
import { matchProcess } from '../../../server/domain/matches.ts';
import { needProcess } from '../../../server/domain/needs/need-process.ts';
import { listingProcess } from '../../../server/domain/patents/listing-process.ts';
import { importProcess } from '../../../server/domain/imports/import-process.ts';
import { contractProcess } from '../../../server/domain/contracts/contract-process.ts';
import { questionProcess } from '../../../server/domain/questions/question-process.ts';
import { dealProcess } from '../../../server/domain/deals/deal-process.ts';
import {
  allowedCommands,
  commandsOf,
  defineProcess,
  type Fault,
  faultsOf,
  type Process,
  step,
} from '../../../server/domain/process.ts';

type AnyProcess = Process<string, string, string, string, never>;
const bit = fc.boolean();
const side = fc.constantFrom('supplier' as const, 'demander' as const, null);
const never = fc.constant(undefined);

/** Every process with any facts that can be. */
const withFacts: readonly (readonly [AnyProcess, fc.Arbitrary<unknown>])[] = [
  [
    dealProcess,
    fc.record({ isMyMove: bit, isMyOffer: bit, hasFile: bit, iHaveConfirmed: bit, otherHasConfirmed: bit }),
  ],
  [
    contractProcess,
    fc.record({
      ...{ sharesAwaitMe: bit, lineAwaitsMe: bit, evidenceAwaitsMe: bit, isFulfilled: bit },
      ...{ reversalAwaitsMe: bit, hasOpenReversal: bit, endAwaitsMe: bit, isEndAsked: bit },
    }),
  ],
  [centreProcess, fc.record({ isOpen: bit, isDecidedHere: bit, iHaveAgreed: bit })],
  [listingProcess, fc.record({ reviewsRequired: bit, isReviewed: bit, isEnded: bit, isComplete: bit })],
  [needProcess, fc.record({ reviewsRequired: bit, isOver: bit })],
  [matchProcess, fc.record({ side, interested: side })],
  [questionProcess, fc.record({ turns: fc.nat(25) })],
  [expertProcess, fc.record({ isInvited: bit })],
  [importProcess, fc.record({ goodRows: fc.nat(3), mayBeUndone: bit })],
];
const all = processes.map((process: AnyProcess) => {
  const facts = withFacts.find(([known]) => known === process)?.[1] ?? never;
  return [process.name, process, facts as fc.Arbitrary<never>] as const; // what its own guards read
});

describe.each(all)('the table of a %s', (_name, process, facts) => {
  it('answers every state, command, role and fact with a state or a refusal, and offers just what works', () => {
    const outcome = (state: string, command: string, role: string, fact: never) => {
      try {
        return process.states.includes(step(process, state, command, [role], fact)) ? 'works' : 'leads nowhere';
      } catch (error) {
        return error instanceof DomainError ? 'refused' : error;
      }
    };
    const wrong: unknown[] = [];
    for (const fact of fc.sample(facts, 60))
      for (const state of process.states)
        for (const role of process.roles) {
          const allowed = allowedCommands(process, state, [role], fact);
          for (const command of commandsOf(process)) {
            const wanted = allowed.includes(command) ? 'works' : 'refused';
            const found = outcome(state, command, role, fact);
            if (found !== wanted) wrong.push({ state, command, role, fact, found });
          }
        }
    expect(wrong).toEqual([]);
  });

  it('never has two guards of a command true at once, and no guard that no row names', () => {
    const rows = Object.values(process.table);
    const ambiguous = fc
      .sample(facts, 500)
      .filter((fact) =>
        rows.some(({ to }) => to.filter(({ when }) => when !== undefined && process.guards[when]?.(fact)).length > 1),
      );
    expect(ambiguous).toEqual([]);
    const named = new Set(rows.flatMap(({ to }) => to.map(({ when }) => when)));
    expect(Object.keys(process.guards).filter((guard) => !named.has(guard))).toEqual([]);
  });
});

describe('faultsOf', () => {
  const good = {
    name: 'door',
    states: ['shut', 'open', 'gone'],
    roles: ['porter', 'system'],
    initial: 'shut',
    final: ['gone'],
    table: {
      open: { by: ['porter'], from: ['shut'], to: [{ state: 'open', when: 'isDay' }, { state: 'shut' }] },
      shut: { by: ['porter', 'system'], from: ['open'], to: [{ state: 'shut' }] },
      remove: { by: ['porter'], from: ['shut', 'open'], to: [{ state: 'gone' }] },
    },
    after: { open: { days: 'match.answerDays', counting: 'working', command: 'shut' } },
  } as const;
  const faults = (table: object, change: object = {}): Fault[] =>
    faultsOf({ ...good, ...change, table: { ...good.table, ...table } }, ['isDay']);
  const { open, shut, remove } = good.table;

  it('finds nothing in a table that can serve', () => {
    expect(faults({})).toEqual([]);
  });

  it.each<[string, object, object, Fault[]]>([
    [
      'a target that is no state',
      { shut: { ...shut, to: [{ state: 'ajar' }] } },
      {},
      [{ fault: 'unknownState', at: 'shut', name: 'ajar' }],
    ],
    [
      'a state that it starts from and does not know',
      { shut: { ...shut, from: ['open', 'ajar'] } },
      {},
      [{ fault: 'unknownState', at: 'shut', name: 'ajar' }],
    ],
    [
      'a guard that is not in the registry',
      { open: { ...open, to: [{ state: 'open', when: 'isNight' }] } },
      {},
      [{ fault: 'unknownGuard', at: 'open', name: 'isNight' }],
    ],
    [
      'a target after one without a guard',
      { remove: { ...remove, to: [{ state: 'gone' }, { state: 'shut' }] } },
      {},
      [{ fault: 'neverTried', at: 'remove', name: 'shut' }],
    ],
    [
      'a command that nobody can give',
      { ring: { by: [], from: ['shut'], to: [{ state: 'same' }] } },
      {},
      [{ fault: 'givenByNobody', at: 'ring', name: 'ring' }],
    ],
    [
      'a role that nobody has',
      { ring: { by: ['guest'], from: ['shut'], to: [{ state: 'same' }] } },
      {},
      [{ fault: 'unknownRole', at: 'ring', name: 'guest' }],
    ],
    [
      'a row without a way in or out',
      { ring: { by: ['porter'], from: [], to: [] } },
      {},
      [
        { fault: 'possibleNowhere', at: 'ring', name: 'ring' },
        { fault: 'leadsNowhere', at: 'ring', name: 'ring' },
      ],
    ],
    [
      'a state that nothing reaches and nothing leaves',
      {},
      { states: [...good.states, 'lost'] },
      [
        { fault: 'unreachable', at: 'lost', name: 'lost' },
        { fault: 'neverLeft', at: 'lost', name: 'lost' },
      ],
    ],
    [
      'a row that can never be used, because its state is not reached',
      { find: { by: ['porter'], from: ['lost'], to: [{ state: 'gone' }] } },
      { states: [...good.states, 'lost'] },
      [{ fault: 'unreachable', at: 'lost', name: 'lost' }],
    ],
    ['an end that is none', {}, { final: [] }, [{ fault: 'neverLeft', at: 'gone', name: 'gone' }]],
    ['an end that is left', {}, { final: ['gone', 'open'] }, [{ fault: 'leavesFinal', at: 'open', name: 'open' }]],
    [
      'a deadline whose command the system may not give',
      {},
      { after: { open: { ...good.after.open, command: 'remove' } } },
      [{ fault: 'notGivenBySystem', at: 'open', name: 'remove' }],
    ],
  ])('names %s', (_what, table, change, wanted) => {
    expect(faults(table, change)).toEqual(wanted);
  });

  it('keeps a broken process from being used at all', () => {
    const broken: Process<string, string, string, string, unknown> = { ...good, guards: {} };
    expect(() => defineProcess(broken)).toThrow('process door: open: unknownGuard isDay');
  });
});
