import type { CalendarDate } from '../../server/domain/calendar.ts';
import { DomainError } from '../../server/domain/errors.ts';

/** Who wants what, and on which day; without a day, on that of the step before. */
export type Step<Who, Intent> = readonly [who: Who, intent: Intent, on?: string];
export type Wanted<Who, Intent> = Readonly<{ who: Who; intent: Intent; today: CalendarDate }>;
type Told = Readonly<{ type: string; data: unknown }>;
type Refusal = Readonly<Pick<DomainError, 'key'> & Partial<Pick<DomainError, 'code' | 'details'>>>;

/** A thing as it is, and all that was told of it so far. */
export type Given<State, Who, Intent, Fact extends Told> = Readonly<{
  state: State;
  events: readonly Fact[];
  /** Takes steps one after the other; only the last of them may be refused. */
  when: (...steps: readonly Step<Who, Intent>[]) => Readonly<{
    /** Asserts what the last step led to: its event, as much of it as is named, or the key of its refusal. */
    then: (expected: Readonly<{ type: Fact['type']; data?: object }> | Refusal | DomainError['key']) => void;
    /** The thing after the last step; throws its refusal. */
    after: Given<State, Who, Intent, Fact>;
  }>;
}>;

/** Given–when–then for a decider: what answers the next state and one event, or throws a `DomainError`. */
export function decider<State, Who, Intent, Fact extends Told>(
  decide: (state: State, wanted: Wanted<Who, Intent>) => Readonly<{ next: State; event: Fact }>,
) {
  const given = (
    state: State,
    events: readonly Fact[] = [],
    today = '2026-05-01' as CalendarDate,
  ): Given<State, Who, Intent, Fact> => {
    const take = ([who, intent, on = today]: Step<Who, Intent>) => {
      const day = on as CalendarDate;
      const { next, event } = decide(state, { who, intent, today: day });
      return given(next, [...events, event], day);
    };
    return {
      state,
      events,
      when: (first, ...others) => {
        if (!first) throw new Error('a step is missing');
        if (others.length > 0) return take(first).when(...others);
        const outcome = attempt(() => take(first));
        return {
          then: (expected) =>
            expect(outcome instanceof DomainError ? outcome : outcome.events.at(-1)).toMatchObject(
              typeof expected === 'string' ? { key: expected } : expected,
            ),
          get after() {
            if (outcome instanceof DomainError) throw outcome;
            return outcome;
          },
        };
      },
    };
  };
  return given;
}

/** What was done, or the refusal; anything else that is thrown is a fault. */
function attempt<Result>(work: () => Result): Result | DomainError {
  try {
    return work();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}
