import type { CalendarDate } from '../calendar.ts';
import type { ConflictGround } from '../experts/conflicts.ts';
import type { Money } from '../money.ts';
import type { Scores } from './form.ts';
import type { SeatState } from './seat-process.ts';

/**
 * How an expert stands to one thing: asked (only its title is shown), open (free of conflict, may be read), answered, or
 * in conflict, whether said or found.
 */
export const seatThingStates = ['asked', 'open', 'answered', 'conflicted'] as const;
export type SeatThing = Readonly<{
  thingId: string;
  state: (typeof seatThingStates)[number];
  /** With `conflicted`. */
  ground: ConflictGround | null;
}>;

/** One expert in one panel. */
export type Seat = Readonly<{
  id: string;
  version: number;
  panelId: string;
  organiserId: string;
  userId: string;
  state: SeatState;
  things: readonly SeatThing[];
  /** Which text was signed, and when; null before. */
  undertaking: Readonly<{ version: string; on: CalendarDate }> | null;
  /** What the expert gets for it; null: not settled. */
  fee: Money | null;
}>;

/** What an expert says of one thing. It belongs to the version of the form on which it was given. */
export type Answer = Readonly<{
  seatId: string;
  thingId: string;
  formVersion: number;
  scores: Scores;
  /** Told to the applicant when the panel is closed, without a name. */
  toApplicant: string;
  /** Only for the organiser and, when the panel is closed, those who judged the same thing. */
  toPanel: string;
  givenOn: CalendarDate;
  /** After the day until which it was asked for. */
  isLate: boolean;
}>;

const takesPart = ({ state }: Pick<Seat, 'state'>): boolean => state === 'asked' || state === 'seated';

/** Whether the expert judges the thing, has judged it, or is asked to. */
export const holds = (seat: Pick<Seat, 'state' | 'things'>, thingId: string): boolean =>
  takesPart(seat) && seat.things.some((one) => one.thingId === thingId && one.state !== 'conflicted');

/** The things that an expert still has to judge. */
export const pendingIn = (seat: Pick<Seat, 'state' | 'things'>): SeatThing[] =>
  takesPart(seat) ? seat.things.filter(({ state }) => state === 'asked' || state === 'open') : [];

/** Whether what the expert answered about the thing counts: not after they left, or a conflict came to light. */
export const counts = (seat: Pick<Seat, 'state' | 'things'>, thingId: string): boolean =>
  seat.state === 'seated' && seat.things.some((one) => one.thingId === thingId && one.state === 'answered');

/** Whether the expert can be given the thing: takes part or is not yet asked, and has nothing to do with it so far. */
export const mayBeGiven = (seat: Pick<Seat, 'state' | 'things'> | undefined, thingId: string): boolean =>
  seat === undefined || (takesPart(seat) && seat.things.every((one) => one.thingId !== thingId));
