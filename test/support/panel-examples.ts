import { type CalendarDate, calendarDate } from '../../server/domain/calendar.ts';
import { beginPanel, decidePanel, type PanelIntent } from '../../server/domain/panels/decide-panel.ts';
import { decideSeat, type SeatIntent } from '../../server/domain/panels/decide-seat.ts';
import type { Panel } from '../../server/domain/panels/panel.ts';
import type { Answer, Seat } from '../../server/domain/panels/seat.ts';
import type { SeatRole } from '../../server/domain/panels/seat-process.ts';
import type { Conflict } from '../../server/domain/experts/conflicts.ts';
import { undertakingVersion } from '../../server/domain/panels/undertaking.ts';

export const today = calendarDate('2026-05-04');
export const form = {
  criteria: [
    { id: 'need', name: '真实性', weight: 3, most: 10 },
    { id: 'way', name: '可行性', weight: 1, most: 5 },
  ],
  dropsExtremes: true,
};
const proofOf = (text: string) => `proof of ${text}`;

/** Two needs of two companies, judged by two experts each. */
export const fresh = (): World => ({
  panel: beginPanel(
    {
      ...{ id: 'p', purpose: 'needScreening', organiserId: 'centre', title: '需求筛选', each: 2, form },
      ...{ softDay: calendarDate('2026-05-10'), hardDay: calendarDate('2026-05-15') },
      things: ['a', 'b'].map((id) => ({ id, thing: `need:${id}`, title: id, applicantId: `owner of ${id}` })),
    },
    { today, proofOf },
  ).next,
  seats: [],
  answers: [],
  events: [],
});

export type World = Readonly<{
  panel: Panel;
  seats: readonly Seat[];
  answers: readonly Answer[];
  events: readonly Readonly<{ type: string; data: unknown }>[];
}>;

export const organise = (world: World, intent: PanelIntent, on: CalendarDate = today): World => {
  const { panel, seats, answers, events } = world;
  const when = {
    today: on,
    version: panel.version + 1,
    seats,
    seatIdOf: (userId: string) => `seat of ${userId}`,
    proofOf,
  };
  const { next, seats: changed, event } = decidePanel(panel, intent, when);
  const others = seats.filter(({ id }) => changed.every((one) => one.id !== id));
  return { panel: next, seats: [...others, ...changed], answers, events: [...events, event] };
};

export type SeatStep = Readonly<{
  on?: CalendarDate;
  found?: ReadonlyMap<string, readonly Conflict[]>;
  roles?: readonly SeatRole[];
}>;
export const sit = (
  world: World,
  userId: string,
  intent: SeatIntent,
  { on = today, found = new Map(), roles = ['expert'] }: SeatStep = {},
): World => {
  const { panel, seats, answers, events } = world;
  const seat = seats.find((one) => one.userId === userId);
  if (!seat) throw new Error(`${userId} has no seat`);
  const { next, answer, event } = decideSeat(seat, intent, { roles, today: on, panel, found, proofOf });
  const isSame = (one: Answer) => one.seatId === answer?.seatId && one.thingId === answer.thingId;
  return {
    panel,
    seats: seats.map((one) => (one.id === next.id ? next : one)),
    answers: answer ? [...answers.filter((one) => !isSame(one)), answer] : answers,
    events: [...events, event],
  };
};

export const ask = (world: World, given: Readonly<Record<string, readonly string[]>>): World =>
  organise(world, {
    command: 'assign',
    judgings: Object.entries(given).flatMap(([userId, things]) => things.map((thingId) => ({ userId, thingId }))),
  });
export const sign = (conflicts: readonly string[] = []): SeatIntent => ({
  ...{ command: 'undertake', undertaking: undertakingVersion, conflicts },
});
export const score = (thingId: string, need: number, way = 5, formVersion = 1): SeatIntent => ({
  ...{ command: 'answer', thingId, formVersion, scores: { need, way } },
  ...{ toApplicant: `to the applicant of ${thingId}`, toPanel: `to the panel about ${thingId}` },
});
