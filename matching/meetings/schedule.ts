import { sumOf, type PossibleMeeting } from './choose.ts';
import { solve, type Program } from './solver.ts';

export interface ScheduleOptions {
  /** Slots are numbered 0 … slots − 1. */
  readonly slots: number;
  /** How many meetings can take place at once; unlimited by default. */
  readonly tables?: number;
  /** Whether a participant is there in a slot; always by default. */
  readonly isAvailable?: (participantId: string, slot: number) => boolean;
  readonly seconds?: number;
}

export interface ScheduledMeeting extends PossibleMeeting {
  readonly slot: number;
}

export interface Schedule {
  readonly meetings: readonly ScheduledMeeting[];
  /** Meetings for which no slot was found. */
  readonly unplaced: readonly PossibleMeeting[];
  readonly method: 'exact' | 'greedy';
}

/** The heaviest meetings first, each in its first free slot. */
export function scheduleGreedily(meetings: readonly PossibleMeeting[], options: ScheduleOptions): ScheduledMeeting[] {
  const busy = new Set<string>();
  const used = new Array<number>(options.slots).fill(0);
  const placed: ScheduledMeeting[] = [];
  for (const meeting of [...meetings].sort((a, b) => b.weight - a.weight)) {
    const slot = used.findIndex(
      (count, s) =>
        count < (options.tables ?? Infinity) &&
        isFree(meeting, s, options) &&
        people(meeting, s).every((p) => !busy.has(p)),
    );
    if (slot < 0) continue;
    used[slot] = (used[slot] ?? 0) + 1;
    for (const person of people(meeting, slot)) busy.add(person);
    placed.push({ ...meeting, slot });
  }
  return placed;
}

/**
 * Places meetings in slots: nobody has two meetings at once or is away, at most as many meetings at once as tables,
 * greatest total weight. Exact within the time limit; otherwise the greedy timetable, if it is at least as good.
 */
export async function scheduleMeetings(
  meetings: readonly PossibleMeeting[],
  options: ScheduleOptions,
): Promise<Schedule> {
  const greedy = scheduleGreedily(meetings, options);
  const cells = meetings.flatMap((meeting) =>
    Array.from({ length: options.slots }, (_, slot) => ({ ...meeting, meeting, slot })).filter(({ slot }) =>
      isFree(meeting, slot, options),
    ),
  );
  const everybodyPlaced = greedy.length === meetings.length;
  const solved = everybodyPlaced ? undefined : await solve(programOf(cells, meetings, options), options.seconds ?? 10);
  const exact = cells
    .filter((_, i) => (solved?.values[i] ?? 0) > 0.5)
    .map(({ meeting, slot }) => ({ ...meeting, slot }));
  const isBetter = sumOf(exact) > sumOf(greedy);
  const chosen = isBetter ? exact : greedy;
  const placed = new Set(chosen.map(({ demanderId, supplierId }) => JSON.stringify([demanderId, supplierId])));
  return {
    meetings: [...chosen].sort((a, b) => a.slot - b.slot || (a.demanderId < b.demanderId ? -1 : 1)),
    unplaced: meetings.filter((m) => !placed.has(JSON.stringify([m.demanderId, m.supplierId]))),
    method: everybodyPlaced || solved?.isOptimal ? 'exact' : 'greedy',
  };
}

function isFree(meeting: PossibleMeeting, slot: number, { isAvailable = () => true }: ScheduleOptions): boolean {
  return isAvailable(meeting.demanderId, slot) && isAvailable(meeting.supplierId, slot);
}

/** Whom a meeting occupies in a slot. A demander and a supplier of the same id are one organisation. */
const people = ({ demanderId, supplierId }: PossibleMeeting, slot: number) => [
  `${slot}:${demanderId}`,
  `${slot}:${supplierId}`,
];

interface Cell {
  readonly meeting: PossibleMeeting;
  readonly slot: number;
  readonly weight: number;
}

function programOf(cells: readonly Cell[], meetings: readonly PossibleMeeting[], options: ScheduleOptions): Program {
  const groups = new Map<string, { indices: number[]; atMost: number }>();
  const note = (key: string, i: number, atMost: number) => {
    const group = groups.get(key) ?? { indices: [], atMost };
    group.indices.push(i);
    groups.set(key, group);
  };
  const numbers = new Map(meetings.map((meeting, m) => [meeting, m]));
  cells.forEach(({ meeting, slot }, i) => {
    note(`meeting ${numbers.get(meeting)}`, i, 1);
    for (const person of people(meeting, slot)) note(`person ${person}`, i, 1);
    if (options.tables !== undefined) note(`slot ${slot}`, i, options.tables);
  });
  const rows = [...groups.values()].map(({ indices, atMost }) => ({
    terms: indices.map((i) => [i, 1] as const),
    atMost,
  }));
  return { objective: cells.map(({ weight }) => weight), rows, whole: true };
}
