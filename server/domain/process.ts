import { DomainError } from './errors.ts';

/**
 * The life of one kind of thing as a table: which command may be given by which process role, from which states,
 * and where it leads. `to` is tried in order; a target with a `when` counts only if that guard holds for the facts.
 */
export type ProcessTable<State extends string, Command extends string, Role extends string, Facts> = Readonly<
  Record<Command, CommandRow<State, Role, Facts>>
>;

export type CommandRow<State extends string, Role extends string, Facts> = Readonly<{
  by: readonly Role[];
  from: readonly State[];
  /** `'same'`: the thing keeps its state. */
  to: readonly Readonly<{ state: State | 'same'; when?: Guard<Facts> }>[];
}>;

/** A named pure predicate; the name is shown in diagrams and refusals. */
export type Guard<Facts> = Readonly<{ name: string; holds: (facts: Facts) => boolean }>;

export type Process<State extends string, Command extends string, Role extends string, Facts> = Readonly<{
  name: string;
  initial: State;
  states: readonly State[];
  table: ProcessTable<State, Command, Role, Facts>;
}>;

/**
 * Checks a process when its module loads, so that a broken table never serves a request: every state is declared,
 * every state can be reached from the initial one, every row has a way in and a way out, and only the last target
 * of a row may be without a guard.
 */
export function defineProcess<State extends string, Command extends string, Role extends string, Facts>(
  process: Process<State, Command, Role, Facts>,
): Process<State, Command, Role, Facts> {
  const known = new Set<string>(process.states);
  const rows = Object.entries<CommandRow<State, Role, Facts>>(process.table);
  for (const [command, row] of rows) {
    const fail = (what: string): never => {
      throw new Error(`process ${process.name}: command ${command} ${what}`);
    };
    if (row.by.length === 0) fail('can be given by nobody');
    if (row.from.length === 0) fail('is possible in no state');
    for (const state of row.from) if (!known.has(state)) fail(`starts in the unknown state ${state}`);
    row.to.forEach((target, index) => {
      if (target.state !== 'same' && !known.has(target.state)) fail(`leads to the unknown state ${target.state}`);
      if (!target.when && index < row.to.length - 1) fail('has targets after one without a guard');
    });
    if (row.to.length === 0) fail('leads nowhere');
  }
  const reached = new Set<string>([process.initial]);
  for (let grown = true; grown;) {
    grown = false;
    for (const [, row] of rows) {
      if (!row.from.some((state) => reached.has(state))) continue;
      for (const { state } of row.to) {
        if (state !== 'same' && !reached.has(state)) {
          reached.add(state);
          grown = true;
        }
      }
    }
  }
  const lost = process.states.filter((state) => !reached.has(state));
  if (lost.length > 0) throw new Error(`process ${process.name}: unreachable states ${lost.join(', ')}`);
  return process;
}

/** Where `command` leads from `state` for someone with these roles; throws WRONG_STATE or NOT_ALLOWED. */
export function step<State extends string, Command extends string, Role extends string, Facts>(
  process: Process<State, Command, Role, Facts>,
  state: State,
  command: Command,
  roles: readonly Role[],
  facts: Facts,
): State {
  const row = process.table[command];
  if (!row.by.some((role) => roles.includes(role))) {
    throw new DomainError('NOT_ALLOWED', 'common.notAllowed', { command });
  }
  const target = row.from.includes(state) ? row.to.find(({ when }) => !when || when.holds(facts)) : undefined;
  if (!target) throw new DomainError('WRONG_STATE', 'common.wrongState', { command, state });
  return target.state === 'same' ? state : target.state;
}

/** The commands that someone with these roles may give now: what the server says with each thing as `allowed`. */
export function allowedCommands<State extends string, Command extends string, Role extends string, Facts>(
  process: Process<State, Command, Role, Facts>,
  state: State,
  roles: readonly Role[],
  facts: Facts,
): Command[] {
  return (Object.keys(process.table) as Command[]).filter((command) => {
    const row = process.table[command];
    return (
      row.by.some((role) => roles.includes(role)) &&
      row.from.includes(state) &&
      row.to.some(({ when }) => !when || when.holds(facts))
    );
  });
}
