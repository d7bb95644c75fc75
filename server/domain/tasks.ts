import type { MemberRole } from './actors.ts';
import type { CalendarDate } from './calendar.ts';

/** Any role may do it: talk is everybody's. */
const anybody = [] as const;
const dealing = ['editor', 'signer'] as const;
const signing = ['signer'] as const;
const editing = ['editor'] as const;
const reviewing = ['reviewer'] as const;

type Kind = Readonly<{
  /** Takes it off the list. */
  operation: string;
  /** The members whose matter it is; an admin's always. */
  roles: readonly MemberRole[];
  /** There is one task for an organisation, with a count, however many things are in it. */
  isQueue?: true;
  /** It waits for one person, for whomever that one acts: `whom.organisationId` is the person's id. */
  isOfPerson?: true;
  /** Awaited until its due day alone; or a queue of which each thing is told only shortly before its due day. */
  shown?: 'untilDue' | 'nearDue';
}>;

/** What can wait for an organisation, or for a person. */
export const taskKinds = {
  'match.answer': { operation: 'matches.showInterest', roles: dealing },
  'question.answer': { operation: 'questions.answer', roles: dealing },
  /** An answer, a no, or that none came. */
  'question.read': { operation: 'questions.see', roles: anybody },
  'deal.answerOffer': { operation: 'deals.accept', roles: dealing, shown: 'untilDue' },
  'deal.attachFile': { operation: 'deals.attachFile', roles: dealing },
  /** Nobody has confirmed the file: it is to be read, and one side signs first. */
  'deal.readFile': { operation: 'deals.confirmFile', roles: signing },
  /** The other side has confirmed it. */
  'deal.sign': { operation: 'deals.confirmFile', roles: signing },
  'deal.answerCentre': { operation: 'deals.agreeToCentre', roles: dealing },
  'deal.join': { operation: 'deals.acceptInvitation', roles: dealing },
  'deal.readMessages': { operation: 'deals.readMessages', roles: anybody },
  'contract.reversal': { operation: 'contracts.agreeReversal', roles: dealing },
  'contract.end': { operation: 'contracts.agreeEnd', roles: dealing },
  'contract.centre': { operation: 'contracts.agreeToCentre', roles: dealing },
  'contract.join': { operation: 'contracts.acceptInvitation', roles: dealing },
  'contract.shares': { operation: 'contracts.confirmShares', roles: dealing },
  'contract.line': { operation: 'contracts.confirmLine', roles: dealing },
  'contract.evidence': { operation: 'contracts.confirmEvidence', roles: dealing },
  'contract.effect': { operation: 'contracts.makeEffective', roles: dealing },
  'import.confirm': { operation: 'imports.start', roles: editing },
  'patent.review': { operation: 'patents.step', roles: reviewing, isQueue: true },
  'patent.confirm': { operation: 'patents.step', roles: editing, isQueue: true, shown: 'nearDue' },
  'need.review': { operation: 'needs.step', roles: reviewing, isQueue: true },
  'need.confirm': { operation: 'needs.step', roles: editing, isQueue: true, shown: 'nearDue' },
  'organisation.decide': { operation: 'organisations.decide', roles: reviewing, isQueue: true },
  'expert.decide': { operation: 'experts.decide', roles: reviewing, isQueue: true },
  'expert.answerInvitation': { operation: 'experts.apply', roles: anybody, isOfPerson: true },
} as const satisfies Record<string, Kind>;
export type TaskKind = keyof typeof taskKinds;
export const allTaskKinds = Object.keys(taskKinds) as readonly TaskKind[]; // the keys of a literal

const kindOf = (what: TaskKind): Kind => taskKinds[what];

/** Whether of this kind there is one task for an organisation, with a count. */
export const isQueue = (what: TaskKind): boolean => kindOf(what).isQueue === true;

/** The day after which it is awaited no longer; null: it waits until it is done. */
export const awaitedUntil = ({ what, due }: Pick<Task, 'what' | 'due'>): CalendarDate | null =>
  kindOf(what).shown === 'untilDue' ? due : null;

/** Whether it is the matter of a member in this role; `null`: of who operates the installation. */
export const isMatterOf = (role: MemberRole | null, what: TaskKind): boolean => {
  const { roles } = kindOf(what);
  return role === null || role === 'admin' || roles.length === 0 || roles.includes(role);
};

/** Those who decide on organisations because they operate the installation; they act for no organisation. */
export const operators = 'operators';

/**
 * Something that waits for somebody, computed from the present thing alone, so that it can be thrown away and made again.
 * Its id stays the same for as long as the same is awaited of the same organisation.
 */
export type Task = Readonly<{
  id: string;
  what: TaskKind;
  /** Stream name of the thing (`deal:<id>`); null for a queue. */
  thing: string | null;
  whom: Readonly<{ organisationId: string; unitId: string | null; roles: readonly MemberRole[] }>;
  /** The last day; null where nothing runs out. */
  due: CalendarDate | null;
  /** The parts of the thing that are meant: lines, records, centres; empty where it is the thing as a whole. */
  parts: readonly string[];
  /** Of a queue: how many things are in it; of a talk: how many messages; else 1, or the number of parts. */
  count: number;
}>;

type Awaited = Readonly<{
  thing: string;
  organisationId: string;
  unitId?: string | null;
  due?: CalendarDate | null;
  parts?: readonly string[];
  count?: number;
}>;

/** The task that something of one thing makes for one organisation. */
export function taskOf(
  what: TaskKind,
  { thing, organisationId, unitId = null, due = null, parts = [], count }: Awaited,
): Task {
  const { roles } = taskKinds[what];
  const whose = unitId === null ? organisationId : `${organisationId}/${unitId}`;
  return {
    id: isQueue(what) ? `${what}@${whose}` : `${what}@${whose}:${thing}`,
    ...{ what, thing: isQueue(what) ? null : thing, whom: { organisationId, unitId, roles }, due, parts },
    count: count ?? Math.max(1, parts.length),
  };
}

/** What is due first comes first; what never runs out comes last; else in a stable order. */
export const byUrgency = (a: Task, b: Task): number => {
  const [one, other] = [a.due ?? '9999', b.due ?? '9999'];
  return one < other ? -1 : one > other ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
};

/** Tasks of things, with one for each queue: its count, and the day of what is due first in it. */
export function gathered(tasks: readonly Task[]): Task[] {
  const found = new Map<string, Task>();
  for (const task of tasks) {
    const before = found.get(task.id);
    if (!before) found.set(task.id, task);
    else {
      const [first = task] = [before, task].sort(byUrgency);
      found.set(task.id, { ...first, count: before.count + task.count });
    }
  }
  return [...found.values()].sort(byUrgency);
}
