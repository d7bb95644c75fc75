import type { CalendarDate } from '../calendar.ts';
import { DomainError } from '../errors.ts';
import type { FactOf } from '../events.ts';
import { step } from '../process.ts';
import type { ScoringForm } from './form.ts';
import { currentForm, type JudgedThing, lackingIn, mayClose, type Panel, type PanelStep } from './panel.ts';
import { type PanelFacts, panelProcess } from './panel-process.ts';
import { mayBeGiven, type Seat, type SeatThing } from './seat.ts';
import type { ThingResult } from './aggregate.ts';

/** What a panel asks for; texts are digests. */
export type PanelPlan = Pick<Panel, 'title' | 'things' | 'each' | 'softDay' | 'hardDay'>;
export type FormPlan = Omit<ScoringForm, 'version'>;

export type PanelIntent =
  | Readonly<{ command: 'revise'; plan: Partial<PanelPlan> }>
  | Readonly<{ command: 'reviseForm'; form: FormPlan }>
  | Readonly<{ command: 'setDays'; softDay: CalendarDate; hardDay: CalendarDate }>
  | Readonly<{ command: 'assign'; judgings: readonly Readonly<{ thingId: string; userId: string }>[] }>
  | Readonly<{ command: 'recuse'; userId: string; thingId: string; reason: string }>
  | Readonly<{ command: 'recordStep'; step: Omit<PanelStep, 'recordedIn'>; note: string }>
  | Readonly<{ command: 'close'; chosen: readonly string[]; results: readonly ThingResult[]; reason: string }>
  | Readonly<{ command: 'cancel'; reason: string }>;

export type PanelCircumstances = Readonly<{
  today: CalendarDate;
  /** The version that the decision leads to. */
  version: number;
  seats: readonly Seat[];
  seatIdOf: (userId: string) => string;
  /** The digest that stands for a text in an event. */
  proofOf: (text: string) => string;
}>;

/** `seats`: those that change. */
export type PanelDecision = Readonly<{
  next: Panel;
  seats: readonly Seat[];
  event: FactOf<Extract<FactOf['type'], `panel.${string}`>>;
}>;

/** The panel as it begins, and its event. Throws INVALID_INPUT for days that run backwards. */
export function beginPanel(
  { form, ...plan }: PanelPlan & Pick<Panel, 'id' | 'purpose' | 'organiserId'> & Readonly<{ form: FormPlan }>,
  { today, proofOf }: Pick<PanelCircumstances, 'today' | 'proofOf'>,
): PanelDecision {
  checkDays(plan, today);
  const forms = [{ ...form, version: 1 }];
  const next: Panel = { ...plan, version: 1, state: 'preparing', forms, steps: [], recusals: [], outcome: null };
  const { purpose, each, softDay, hardDay } = next;
  const data = {
    purpose,
    things: next.things.map(named),
    each,
    softDay,
    hardDay,
    formDigest: digestOf(forms, proofOf),
  };
  return { next, seats: [], event: { type: 'panel.created', data } };
}

/** The panel after a command of its organiser. Pure. Throws WRONG_STATE by the process table, INVALID_INPUT for bad input. */
export function decidePanel(panel: Panel, intent: PanelIntent, when: PanelCircumstances): PanelDecision {
  const { today, seats, proofOf } = when;
  const state = step(panelProcess, panel.state, intent.command, ['organiser'], panelFacts(panel, seats, today));
  const moved: Panel = { ...panel, state, version: when.version };
  const alone = (next: Panel, event: PanelDecision['event']): PanelDecision => ({ next, seats: [], event });

  switch (intent.command) {
    case 'revise': {
      const next = { ...moved, ...intent.plan };
      checkDays(next, today);
      const data = { fields: Object.keys(intent.plan).sort(), things: next.things.map(named), each: next.each };
      return alone(next, { type: 'panel.revised', data });
    }
    case 'reviseForm': {
      const formVersion = currentForm(panel).version + 1;
      const forms = [...panel.forms, { ...intent.form, version: formVersion }];
      const data = { formVersion, formDigest: digestOf(forms, proofOf) };
      return alone({ ...moved, forms }, { type: 'panel.formRevised', data });
    }
    case 'setDays': {
      const { softDay, hardDay } = intent;
      checkDays({ softDay, hardDay }, today);
      // experts rely on the days that they were told
      const isShorter = softDay < panel.softDay || hardDay < panel.hardDay;
      if (panel.state === 'judging' && isShorter)
        throw new DomainError('INVALID_INPUT', 'panels.daysShorter', { field: 'hardDay' });
      return alone({ ...moved, softDay, hardDay }, { type: 'panel.daysSet', data: { softDay, hardDay } });
    }
    case 'assign': {
      const changed = given(panel, intent.judgings, when);
      const others = seats.filter(({ id }) => changed.every((one) => one.id !== id));
      const assigned = changed.map(({ id: seatId, userId, things }) => {
        const fresh = intent.judgings.filter((one) => one.userId === userId).map(({ thingId }) => thingId);
        return { seatId, userId, thingIds: things.map(({ thingId }) => thingId).filter((id) => fresh.includes(id)) };
      });
      const data = { assigned, lacking: lackingIn(panel, [...others, ...changed]) };
      return { next: moved, seats: changed, event: { type: 'panel.assigned', data } };
    }
    case 'recuse': {
      const { userId, thingId, reason } = intent;
      mustBeIn(panel, thingId);
      const data = { userId, thingId, reasonDigest: reason };
      const recusals = [...panel.recusals.filter((one) => one.userId !== userId || one.thingId !== thingId), { userId, thingId }]; // prettier-ignore
      return alone({ ...moved, recusals }, { type: 'panel.recused', data });
    }
    case 'recordStep': {
      const { id: stepId, kind, on, thingId, file } = intent.step;
      if (thingId !== null) mustBeIn(panel, thingId);
      if (on > today) throw new DomainError('INVALID_INPUT', 'panels.stepInFuture', { field: 'on' });
      const steps = [...panel.steps, { ...intent.step, recordedIn: when.version }];
      const data = { stepId, kind, on, thingId, file, noteDigest: intent.note };
      return alone({ ...moved, steps }, { type: 'panel.stepRecorded', data });
    }
    case 'close': {
      const { reason } = intent;
      intent.chosen.forEach((thingId) => mustBeIn(panel, thingId));
      const chosen = panel.things.map(({ id }) => id).filter((id) => intent.chosen.includes(id));
      const results = intent.results.map(({ thingId, score, answers }) => ({ thingId, score, answers }));
      return alone(
        { ...moved, outcome: { closedOn: today, chosen } },
        { type: 'panel.closed', data: { chosen, results, reasonDigest: reason } },
      );
    }
    case 'cancel':
      return alone(moved, { type: 'panel.cancelled', data: { reasonDigest: intent.reason } });
    default:
      return intent satisfies never;
  }
}

/** The facts for the process table. */
export const panelFacts = (panel: Panel, seats: readonly Seat[], today: CalendarDate): PanelFacts => ({
  mayClose: mayClose(panel, seats, today),
});

/** The seats that get something to judge. Throws CONFLICT for what somebody declined, or has already. */
function given(
  panel: Panel,
  judgings: readonly Readonly<{ thingId: string; userId: string }>[],
  { seats, seatIdOf }: Pick<PanelCircumstances, 'seats' | 'seatIdOf'>,
): Seat[] {
  const users = [...new Set(judgings.map(({ userId }) => userId))];
  return users.map((userId): Seat => {
    const known = seats.find((seat) => seat.userId === userId);
    const fresh = judgings.filter((one) => one.userId === userId).map(({ thingId }) => thingId);
    if (!fresh.every((thingId) => mayBeGiven(known, thingId))) throw new DomainError('CONFLICT', 'panels.notAgain');
    const { id: panelId, organiserId } = panel;
    const seat: Seat = known ?? {
      ...{ id: seatIdOf(userId), version: 0, panelId, organiserId, userId },
      ...{ state: 'asked', things: [], undertaking: null, fee: null },
    };
    const asked = fresh.map((thingId): SeatThing => ({ thingId, state: 'asked', ground: null }));
    return { ...seat, version: seat.version + 1, things: [...seat.things, ...asked] };
  });
}

const named = ({ id, thing, applicantId }: JudgedThing) => ({ id, thing, applicantId });
const digestOf = (forms: readonly ScoringForm[], proofOf: (text: string) => string) =>
  proofOf(JSON.stringify(forms.at(-1)));

function checkDays({ softDay, hardDay }: Pick<Panel, 'softDay' | 'hardDay'>, today: CalendarDate): void {
  if (softDay < today) throw new DomainError('INVALID_INPUT', 'panels.dayPassed', { field: 'softDay' });
  if (hardDay < softDay) throw new DomainError('INVALID_INPUT', 'panels.daysReversed', { field: 'hardDay' });
}

function mustBeIn({ things }: Panel, thingId: string): void {
  if (things.every(({ id }) => id !== thingId)) throw new DomainError('NOT_FOUND', 'common.notFound');
}
