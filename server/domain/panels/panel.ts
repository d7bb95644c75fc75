import type { CalendarDate } from '../calendar.ts';
import type { FileProof } from '../contracts/evidence.ts';
import type { ScoringForm } from './form.ts';
import type { PanelState } from './panel-process.ts';
import { holds, type Seat } from './seat.ts';

/** What panels are for; the room whose things are judged brings them. */
export const panelPurposes = ['needScreening'] as const;
export type PanelPurpose = (typeof panelPurposes)[number];

/** One thing that is judged. `title`: as it was when it was put before the panel. */
export type JudgedThing = Readonly<{
  id: string;
  /** Stream name: `need:<id>`. */
  thing: string;
  title: string;
  /** The organisation whose thing it is. */
  applicantId: string;
}>;

export const panelStepKinds = ['hearing', 'siteVisit', 'minutes', 'other'] as const;
/** What was done beside the scoring: 答辩, 现场考察, 会议纪要. Its words are kept as a note of the version that recorded it. */
export type PanelStep = Readonly<{
  id: string;
  kind: (typeof panelStepKinds)[number];
  on: CalendarDate;
  /** Null: about all things. */
  thingId: string | null;
  file: FileProof | null;
  recordedIn: number;
}>;

export type Panel = Readonly<{
  id: string;
  version: number;
  state: PanelState;
  purpose: PanelPurpose;
  organiserId: string;
  title: string;
  things: readonly JudgedThing[];
  /** How many experts judge each thing. */
  each: number;
  /** The last is in force. */
  forms: readonly ScoringForm[];
  /** The last day on which an answer is in time, and the last on which one is taken at all. */
  softDay: CalendarDate;
  hardDay: CalendarDate;
  steps: readonly PanelStep[];
  /** Members of the organiser who said that they are in conflict, and with what. */
  recusals: readonly Readonly<{ userId: string; thingId: string }>[];
  /** What the organiser decided when it closed the panel; null before. */
  outcome: Readonly<{ closedOn: CalendarDate; chosen: readonly string[] }> | null;
}>;

export const panelLimits = { things: 100, each: 9, seats: 100, criteria: 20, steps: 200 } as const;

/** The form in force. */
export function currentForm({ forms }: Pick<Panel, 'forms'>): ScoringForm {
  const form = forms.at(-1);
  if (!form) throw new Error('a panel has a form');
  return form;
}

/** How many experts each thing lacks, where it lacks any. */
export function lackingIn(
  { things, each }: Pick<Panel, 'things' | 'each'>,
  seats: readonly Seat[],
): Readonly<{ thingId: string; missing: number }>[] {
  return things.flatMap(({ id: thingId }) => {
    const missing = each - seats.filter((seat) => holds(seat, thingId)).length;
    return missing > 0 ? [{ thingId, missing }] : [];
  });
}

/** Whether a panel may be closed: nothing is awaited any more, or only what came too late; and there is an answer. */
export function mayClose(
  panel: Pick<Panel, 'things' | 'each' | 'hardDay'>,
  seats: readonly Seat[],
  today: CalendarDate,
): boolean {
  const all = seats.flatMap((seat) => (seat.state === 'seated' || seat.state === 'asked' ? seat.things : []));
  const isAnswered = all.some(({ state }) => state === 'answered');
  const isAwaited = all.some(({ state }) => state === 'asked' || state === 'open');
  return isAnswered && (today > panel.hardDay || (!isAwaited && lackingIn(panel, seats).length === 0));
}
