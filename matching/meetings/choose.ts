import { solve, type Program } from './solver.ts';

/** A possible meeting; `weight` > 0 is its value for both sides (for example the two-sided score). */
export interface PossibleMeeting {
  readonly demanderId: string;
  readonly supplierId: string;
  readonly weight: number;
}

export interface ChooseOptions {
  /** How many meetings a participant can take. */
  readonly capacityOf: (participantId: string) => number;
  /** `total`: greatest sum of weights. `everyone`: first as many suppliers as possible get a meeting, then the sum. */
  readonly fairness?: 'total' | 'everyone';
  readonly seconds?: number;
}

export interface ChosenMeetings {
  readonly meetings: readonly PossibleMeeting[];
  readonly total: number;
  /** `exact`: no better choice exists; `greedy`: time ran out and the quick choice was kept. */
  readonly method: 'exact' | 'greedy';
}

/** The best meetings first, while both sides have capacity. The exact choice is at least as good. */
export function chooseGreedily(possible: readonly PossibleMeeting[], options: ChooseOptions): PossibleMeeting[] {
  const left = new Map<string, number>();
  const leftOf = (id: string) => left.get(id) ?? options.capacityOf(id);
  return inOrder(possible).filter(({ demanderId, supplierId }) => {
    if (leftOf(demanderId) < 1 || leftOf(supplierId) < 1) return false;
    left.set(demanderId, leftOf(demanderId) - 1);
    left.set(supplierId, leftOf(supplierId) - 1);
    return true;
  });
}

/**
 * Chooses who meets whom: a maximum-weight b-matching, in which participants have capacities and a pair meets once. The
 * linear program of a bipartite b-matching has integral vertices, so its solution is exact.
 */
export async function chooseMeetings(
  possible: readonly PossibleMeeting[],
  options: ChooseOptions,
): Promise<ChosenMeetings> {
  const candidates = inOrder(onePerPair(possible.filter(({ weight }) => weight > 0)));
  const solved = await solve(programOf(candidates, options), options.seconds ?? 10);
  const exact = solved?.isOptimal === true;
  const meetings = exact
    ? candidates.filter((_, i) => (solved.values[i] ?? 0) > 0.5)
    : chooseGreedily(candidates, options);
  return { meetings, total: sumOf(meetings), method: exact ? 'exact' : 'greedy' };
}

function programOf(candidates: readonly PossibleMeeting[], { capacityOf, fairness }: ChooseOptions): Program {
  const byPerson = new Map<string, number[]>();
  const note = (id: string, i: number) => byPerson.set(id, [...(byPerson.get(id) ?? []), i]);
  candidates.forEach(({ demanderId, supplierId }, i) => {
    note(`d:${demanderId}`, i);
    note(`s:${supplierId}`, i);
  });
  const rows = [...byPerson].map(([key, indices]) => ({
    terms: indices.map((i) => [i, 1] as const),
    atMost: Math.max(0, Math.floor(capacityOf(key.slice(2)))),
  }));
  const objective = candidates.map(({ weight }) => weight);
  if (fairness !== 'everyone') return { objective, rows, whole: false };
  // One more variable per supplier, at most the number of its meetings, worth more than all meetings together.
  const suppliers = [...byPerson].filter(([key]) => key.startsWith('s:'));
  const worth = objective.reduce((sum, weight) => sum + weight, 1);
  const met = suppliers.map(([, indices], s) => ({
    terms: [[candidates.length + s, 1] as const, ...indices.map((i) => [i, -1] as const)],
    atMost: 0,
  }));
  return { objective: [...objective, ...suppliers.map(() => worth)], rows: [...rows, ...met], whole: false };
}

/** The heaviest of several entries for a pair. */
function onePerPair(possible: readonly PossibleMeeting[]): PossibleMeeting[] {
  const best = new Map<string, PossibleMeeting>();
  for (const meeting of possible) {
    const key = JSON.stringify([meeting.demanderId, meeting.supplierId]);
    if ((best.get(key)?.weight ?? 0) < meeting.weight) best.set(key, meeting);
  }
  return [...best.values()];
}

function inOrder(possible: readonly PossibleMeeting[]): PossibleMeeting[] {
  const key = (m: PossibleMeeting) => `${m.demanderId}\u0000${m.supplierId}`;
  return [...possible].sort((a, b) => b.weight - a.weight || (key(a) < key(b) ? -1 : 1));
}

export const sumOf = (meetings: readonly PossibleMeeting[]) => meetings.reduce((sum, { weight }) => sum + weight, 0);
