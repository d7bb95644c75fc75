import { DomainError } from './errors.ts';
import type { ParameterKey } from './parameters.ts';

/** What one command does: which process roles may give it, from which states, and where it leads. */
export type CommandRow<State extends string, Role extends string, Guard extends string> = Readonly<{
  by: readonly Role[];
  from: readonly State[];
  /** Tried in order; a target with a `when` counts only if that guard holds. `'same'`: the thing keeps its state. */
  to: readonly Readonly<{ state: State | 'same'; when?: Guard }>[];
  /** The term of the state begins anew although the state stays: somebody confirmed it. */
  restarts?: true;
}>;

/** What happens to a thing that stays in a state for too long: `command` is given when the last day has passed. */
export type After<Command extends string> = Readonly<{
  days: ParameterKey;
  counting: 'calendar' | 'working';
  command: Command;
}>;

/** The life of one kind of thing as a table of data: it can be drawn, kept and checked without running anything. */
export type ProcessTable<
  State extends string,
  Command extends string,
  Role extends string,
  Guard extends string,
> = Readonly<{
  name: string;
  states: readonly State[];
  roles: readonly Role[];
  initial: NoInfer<State>;
  /** States that nothing leaves. */
  final: readonly NoInfer<State>[];
  table: Readonly<Record<Command, CommandRow<NoInfer<State>, NoInfer<Role>, NoInfer<Guard>>>>;
  after?: Readonly<Partial<Record<NoInfer<State>, After<NoInfer<Command>>>>>;
  /** Last days that the thing itself names, and the command that is given when one has passed. */
  until?: Readonly<Record<string, NoInfer<Command>>>;
}>;

/** A table with the registry of the guards that its rows name: pure predicates over the facts of a step. */
export type Process<
  State extends string,
  Command extends string,
  Role extends string,
  Guard extends string,
  Facts,
> = ProcessTable<State, Command, Role, Guard> &
  Readonly<{ guards: Readonly<Record<Guard, (facts: Facts) => boolean>> }>;

/** The commands that a process knows. */
export type CommandOf<Of extends Readonly<{ table: object }>> = keyof Of['table'] & string;
/** The process roles in it. */
export type RoleOf<Of extends Readonly<{ roles: readonly string[] }>> = Of['roles'][number];
/** The commands as a list, not empty. */
export const commandsOf = <Command extends string>({
  table,
}: Readonly<{ table: Readonly<Record<Command, unknown>> }>) => Object.keys(table) as [Command, ...Command[]]; // a process without commands has faults

export const processFaults = [
  'unknownState',
  'unknownRole',
  'unknownGuard',
  'givenByNobody',
  'possibleNowhere',
  'leadsNowhere',
  'neverTried',
  'unreachable',
  'neverLeft',
  'leavesFinal',
  'notGivenBySystem',
] as const;
/** What is wrong with a table, and where: the name of the command, or of the state. */
export type Fault = Readonly<{ fault: (typeof processFaults)[number]; at: string; name: string }>;

/**
 * Everything that is wrong with a table, in the order of its rows; empty when it can serve. `guards` are the names that
 * the registry knows. Used when a module loads and when somebody edits the procedure of a place.
 */
export function faultsOf(table: ProcessTable<string, string, string, string>, guards: readonly string[]): Fault[] {
  const faults: Fault[] = [];
  const check = (isGood: boolean, fault: Fault['fault'], at: string, name = at) => {
    if (!isGood) faults.push({ fault, at, name });
  };
  const isState = (state: string) => table.states.includes(state);
  const rows = Object.entries(table.table);
  const leaves = (state: string) =>
    rows.some(([, { from, to }]) => from.includes(state) && to.some((next) => !['same', state].includes(next.state)));

  for (const [command, { by, from, to }] of rows) {
    check(by.length > 0, 'givenByNobody', command);
    for (const role of by) check(table.roles.includes(role), 'unknownRole', command, role);
    check(from.length > 0, 'possibleNowhere', command);
    for (const state of from) check(isState(state), 'unknownState', command, state);
    check(to.length > 0, 'leadsNowhere', command);
    to.forEach(({ state, when }, at) => {
      check(state === 'same' || isState(state), 'unknownState', command, state);
      check(when === undefined || guards.includes(when), 'unknownGuard', command, when);
      check(
        to.slice(0, at).every((before) => before.when !== undefined),
        'neverTried',
        command,
        state,
      );
    });
  }
  for (const [state, after] of Object.entries(table.after ?? {})) {
    const command = after?.command ?? '';
    const row = table.table[command];
    check(Boolean(row?.by.includes('system') && row.from.includes(state)), 'notGivenBySystem', state, command);
  }
  for (const command of Object.values(table.until ?? {}))
    check(Boolean(table.table[command]?.by.includes('system')), 'notGivenBySystem', command);

  for (const state of [table.initial, ...table.final]) check(isState(state), 'unknownState', state);
  const reached = reachedFrom(table);
  for (const state of table.states) {
    check(reached.has(state), 'unreachable', state);
    const isFinal = table.final.includes(state);
    check(isFinal || leaves(state), 'neverLeft', state);
    check(!isFinal || !leaves(state), 'leavesFinal', state);
  }
  return faults;
}

function reachedFrom({ initial, table }: ProcessTable<string, string, string, string>): ReadonlySet<string> {
  const reached = new Set([initial]);
  for (const state of reached) {
    for (const { from, to } of Object.values(table))
      if (from.includes(state)) for (const next of to) if (next.state !== 'same') reached.add(next.state);
  }
  return reached;
}

/** Checks a process when its module loads, so that a broken table never serves a request. */
export function defineProcess<
  State extends string,
  Command extends string,
  Role extends string,
  Guard extends string,
  Facts,
>(process: Process<State, Command, Role, Guard, Facts>): Process<State, Command, Role, Guard, Facts> {
  const faults = faultsOf(process, Object.keys(process.guards));
  if (faults.length > 0) {
    const words = faults.map(({ fault, at, name }) => `${at}: ${fault}${name === at ? '' : ` ${name}`}`);
    throw new Error(`process ${process.name}: ${words.join('; ')}`);
  }
  return process;
}

/** Where `command` leads from `state` for someone with these roles; throws WRONG_STATE or NOT_ALLOWED. */
export function step<State extends string, Command extends string, Role extends string, Guard extends string, Facts>(
  process: Process<State, Command, Role, Guard, Facts>,
  state: NoInfer<State>,
  command: NoInfer<Command>,
  roles: readonly NoInfer<Role>[],
  facts: NoInfer<Facts>,
): State {
  const row = process.table[command];
  if (!row.by.some((role) => roles.includes(role))) {
    throw new DomainError('NOT_ALLOWED', 'common.notAllowed', { command });
  }
  const target = row.from.includes(state) ? row.to.find(({ when }) => holds(process, when, facts)) : undefined;
  if (!target) throw new DomainError('WRONG_STATE', 'common.wrongState', { command, state });
  return target.state === 'same' ? state : target.state;
}

/** The commands that someone with these roles may give now: what the server says with each thing as `allowed`. */
export function allowedCommands<
  State extends string,
  Command extends string,
  Role extends string,
  Guard extends string,
  Facts,
>(
  process: Process<State, Command, Role, Guard, Facts>,
  state: NoInfer<State>,
  roles: readonly NoInfer<Role>[],
  facts: NoInfer<Facts>,
): Command[] {
  return commandsOf(process).filter((command) => {
    const { by, from, to } = process.table[command];
    return (
      by.some((role) => roles.includes(role)) &&
      from.includes(state) &&
      to.some(({ when }) => holds(process, when, facts))
    );
  });
}

const holds = <Guard extends string, Facts>(
  { guards }: Readonly<{ guards: Readonly<Record<Guard, (facts: Facts) => boolean>> }>,
  name: Guard | undefined,
  facts: Facts,
): boolean => name === undefined || guards[name](facts);
