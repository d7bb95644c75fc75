import type { CalendarDate } from '../calendar.ts';
import { DomainError } from '../errors.ts';
import type { FactOf } from '../events.ts';
import type { Conflict } from '../experts/conflicts.ts';
import type { Money } from '../money.ts';
import { step } from '../process.ts';
import { checkScores, type Scores } from './form.ts';
import { currentForm, type Panel } from './panel.ts';
import type { Answer, Seat, SeatThing } from './seat.ts';
import { type SeatFacts, seatProcess, type SeatRole } from './seat-process.ts';
import { undertakingVersion } from './undertaking.ts';

/** `reason`: digest of the text. */
export type SeatIntent =
  | Readonly<{ command: 'undertake'; undertaking: string; conflicts: readonly string[] }>
  | Readonly<{ command: 'declare'; thingId: string; reason: string }>
  | Readonly<{
      command: 'answer';
      thingId: string;
      formVersion: number;
      scores: Scores;
      toApplicant: string;
      toPanel: string;
    }>
  | Readonly<{ command: 'decline' | 'release'; reason: string }>
  | Readonly<{ command: 'setFee'; fee: Money | null }>;

export type SeatCircumstances = Readonly<{
  roles: readonly SeatRole[];
  today: CalendarDate;
  panel: Panel;
  /** What is known now of the expert's ties, by thing; a thing without conflict is missing. */
  found: ReadonlyMap<string, readonly Conflict[]>;
  proofOf: (text: string) => string;
}>;

export type SeatDecision = Readonly<{
  next: Seat;
  /** With `answer`. */
  answer: Answer | null;
  event: FactOf<Extract<FactOf['type'], `seat.${string}`>>;
}>;

export const seatFacts = (seat: Seat, panel: Pick<Panel, 'state' | 'hardDay'>, today: CalendarDate): SeatFacts => ({
  isJudging: panel.state === 'judging',
  isInTime: today <= panel.hardDay,
  isAsked: seat.things.some(({ state }) => state === 'asked'),
});

/**
 * The seat after a command. Pure. Throws NOT_ALLOWED and WRONG_STATE by the process table; WRONG_STATE for answers after the
 * last day, NOT_FOUND for a thing that is not the expert's to judge, STALE_VERSION for an older form or undertaking, CONFLICT
 * for a thing with which a conflict has come to light.
 */
export function decideSeat(seat: Seat, intent: SeatIntent, when: SeatCircumstances): SeatDecision {
  const { roles, today, panel, found, proofOf } = when;
  const facts = seatFacts(seat, panel, today);
  if (intent.command === 'answer' && facts.isJudging && !facts.isInTime)
    throw new DomainError('WRONG_STATE', 'panels.tooLate', { day: panel.hardDay });
  const state = step(seatProcess, seat.state, intent.command, roles, facts);
  const moved: Seat = { ...seat, state, version: seat.version + 1 };
  const alone = (next: Seat, event: SeatDecision['event']): SeatDecision => ({ next, answer: null, event });
  const withThing = (thingId: string, change: Partial<SeatThing>): Seat => ({
    ...moved,
    things: moved.things.map((one) => (one.thingId === thingId ? { ...one, ...change } : one)),
  });

  switch (intent.command) {
    case 'undertake': {
      if (intent.undertaking !== undertakingVersion)
        throw new DomainError('STALE_VERSION', 'panels.otherUndertaking', { version: undertakingVersion });
      const things = seat.things.map((one): SeatThing => {
        if (one.state !== 'asked') return one;
        const [known] = found.get(one.thingId) ?? [];
        const ground = intent.conflicts.includes(one.thingId) ? 'declared' : (known?.ground ?? null);
        return { ...one, state: ground ? 'conflicted' : 'open', ground };
      });
      const asked = seat.things.filter((one) => one.state === 'asked').map(({ thingId }) => thingId);
      if (!intent.conflicts.every((id) => asked.includes(id))) throw new DomainError('NOT_FOUND', 'common.notFound');
      const conflicts = things.filter((one) => asked.includes(one.thingId) && one.state === 'conflicted');
      return alone(
        { ...moved, things, undertaking: { version: undertakingVersion, on: today } },
        {
          type: 'seat.undertaken',
          data: {
            undertaking: undertakingVersion,
            conflicts: conflicts.map(({ thingId }) => thingId),
            thingIds: asked,
          },
        },
      );
    }
    case 'declare': {
      const { thingId, reason: reasonDigest } = intent;
      mustJudge(seat, thingId);
      const event = { type: 'seat.conflictDeclared', data: { thingId, reasonDigest } } as const;
      return alone(withThing(thingId, { state: 'conflicted', ground: 'declared' }), event);
    }
    case 'answer': {
      const { thingId, formVersion, scores, toApplicant, toPanel } = intent;
      mustJudge(seat, thingId);
      if ((found.get(thingId) ?? []).length > 0) throw new DomainError('CONFLICT', 'panels.inConflict');
      const form = currentForm(panel);
      if (form.version !== formVersion)
        throw new DomainError('STALE_VERSION', 'panels.otherForm', { version: form.version });
      checkScores(form, scores);
      const isLate = today > panel.softDay;
      const scoresDigest = proofOf(JSON.stringify(form.criteria.map(({ id }) => [id, scores[id]])));
      return {
        next: withThing(thingId, { state: 'answered' }),
        answer: { seatId: seat.id, thingId, formVersion, scores, toApplicant, toPanel, givenOn: today, isLate },
        event: {
          type: 'seat.answered',
          data: {
            ...{ thingId, formVersion, scoresDigest, isLate },
            ...{ toApplicantDigest: proofOf(toApplicant), toPanelDigest: proofOf(toPanel) },
          },
        },
      };
    }
    case 'decline':
      return alone(moved, { type: 'seat.declined', data: { reasonDigest: intent.reason } });
    case 'release':
      return alone(moved, { type: 'seat.released', data: { reasonDigest: intent.reason } });
    case 'setFee':
      return alone({ ...moved, fee: intent.fee }, { type: 'seat.feeSet', data: { fee: intent.fee?.toJSON() ?? null } });
    default:
      return intent satisfies never;
  }
}

function mustJudge(seat: Seat, thingId: string): void {
  const one = seat.things.find((thing) => thing.thingId === thingId);
  if (one?.state !== 'open' && one?.state !== 'answered') throw new DomainError('NOT_FOUND', 'common.notFound');
}
