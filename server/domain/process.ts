import { DomainError } from './errors.ts';
import type { ParameterKey } from './parameters.ts';

/** One command of a process: which roles may give it, in which states, and to which state it leads. */
export type CommandRow<State extends string, Role extends string, Guard extends string> = Readonly<{
  by: readonly Role[];
  from: readonly State[];
  /** The first target counts that has no `when` or whose guard holds. `'same'`: the state stays. */
  to: readonly Readonly<{ state: State | 'same'; when?: Guard }>[];
  /** The term of the state begins again even though the state stays (a confirmation). */
  restarts?: true;
}>;

/** The term of a state: the system gives `command` when this many days (the value of a parameter) have passed. */
export type After<Command extends string> = Readonly<{
  days: ParameterKey;
  counting: 'calendar' | 'working';
  command: Command;
}>;

/** The life of one kind of thing as plain data, which can be drawn, stored and checked. */
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
  /** States without a way out. */
  final: readonly NoInfer<State>[];
  table: Readonly<Record<Command, CommandRow<NoInfer<State>, NoInfer<Role>, NoInfer<Guard>>>>;
  after?: Readonly<Partial<Record<NoInfer<State>, After<NoInfer<Command>>>>>;
  /** Names of last days that the thing itself states, with the command that the system gives when one has passed. */
  until?: Readonly<Record<string, NoInfer<Command>>>;
}>;

/** A table with the guards that its rows name: pure predicates on the facts of a step. */
export type Process<
  State extends string,
  Command extends string,
  Role extends string,
  Guard extends string,
  Facts,
> = ProcessTable<State, Command, Role, Guard> &
  Readonly<{ guards: Readonly<Record<Guard, (facts: Facts) => boolean>> }>;

export type CommandOf<Of extends Readonly<{ table: object }>> = keyof Of['table'] & string;
export type RoleOf<Of extends Readonly<{ roles: readonly string[] }>> = Of['roles'][number];
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
/** `at` is the command or state in which the fault is, `name` the state, role, guard or command that is wrong there. */
export type Fault = Readonly<{ fault: (typeof processFaults)[number]; at: string; name: string }>;

/** All faults of a table, in the order of its rows. `guards` are the names of the guards that exist. */
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

/** Returns the process; throws, when the module loads, if its table has faults. */
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

/** The state after `command`; throws NOT_ALLOWED when no role may give it, WRONG_STATE when it is not possible. */
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

/** The commands that are possible now for these roles; answered with each thing as `allowed`. */
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
