import { type Expertise, expertFit, fullFit, type Subject } from './expert-fit.ts';
import { cheapestFlow } from './flow.ts';

export interface Application extends Subject {
  readonly id: string;
}

export interface Expert extends Expertise {
  readonly id: string;
  /** How many applications the expert can take in all, those that are assigned already included. */
  readonly capacity: number;
}

/** That an expert judges an application. */
export interface Judging {
  readonly applicationId: string;
  readonly expertId: string;
}

export interface AssignOptions {
  /** How many experts each application is judged by. */
  readonly each: number;
  /** Whether an expert may judge an application: no conflict, not declined. */
  readonly mayJudge: (applicationId: string, expertId: string) => boolean;
  /** What stays as it is: it counts for its application and in the load of its expert. */
  readonly already?: readonly Judging[];
}

/** Why an application has fewer experts than it should. */
export interface Lacking {
  readonly applicationId: string;
  readonly missing: number;
  /** Of all experts: how many may not judge it, … */
  readonly barred: number;
  /** … and of the others that do not judge it, how many can take no more. */
  readonly full: number;
}

export interface Assigned {
  /** The new ones, by application and expert. */
  readonly judgings: readonly (Judging & { readonly fit: number })[];
  readonly lacking: readonly Lacking[];
}

/**
 * Chooses who judges what: first as many of the wanted judgings as there can be, then no application left behind others,
 * then loads as even as they can be, then the greatest fit. Exact, without conflict, the same for the same input in any
 * order. Pure; some ten milliseconds for 60 applications and 40 experts.
 */
export function assignExperts(
  applications: readonly Application[],
  experts: readonly Expert[],
  { each, mayJudge, already = [] }: AssignOptions,
): Assigned {
  const [asked, able] = [byId(applications), byId(experts)];
  const fixed = new Set(already.map(keyOf));
  const isFixed = (a: Application, e: Expert) => fixed.has(keyOf({ applicationId: a.id, expertId: e.id }));
  const may = asked.map((a) => able.map((e) => mayJudge(a.id, e.id)));
  const fits = asked.map((a) => able.map(expertFit(a)));
  const flow = cheapestFlow({
    cells: asked.map((a, at) =>
      able.map((e, of) => (may[at]?.[of] && !isFixed(a, e) ? fullFit - (fits[at]?.[of] ?? 0) : null)),
    ),
    rows: asked.map((a) => ({ most: each, from: count(already, ({ applicationId }) => applicationId === a.id) })),
    columns: able.map((e) => ({ most: e.capacity, from: count(already, ({ expertId }) => expertId === e.id) })),
    dearest: fullFit,
  });
  const judgings = flow.chosen.flatMap(([at, of]) => {
    const [a, e] = [asked[at], able[of]];
    return a && e ? [{ applicationId: a.id, expertId: e.id, fit: fits[at]?.[of] ?? 0 }] : [];
  });
  const taken = new Set(judgings.map(keyOf));
  const lacking = asked.flatMap((a, at): Lacking[] => {
    const missing = each - (flow.rowSums[at] ?? 0);
    if (missing <= 0) return [];
    const free = able.filter((e, of) => may[at]?.[of] && !isFixed(a, e) && !taken.has(keyOf(pair(a, e))));
    const full = free.filter((e) => (flow.columnSums[able.indexOf(e)] ?? 0) >= e.capacity).length;
    return [{ applicationId: a.id, missing, barred: count(may[at] ?? [], (one) => !one), full }];
  });
  return { judgings, lacking };
}

const pair = (a: Application, e: Expert): Judging => ({ applicationId: a.id, expertId: e.id });
const keyOf = ({ applicationId, expertId }: Judging) => JSON.stringify([applicationId, expertId]);
const count = <One>(all: readonly One[], holds: (one: One) => boolean): number => all.filter(holds).length;
const byId = <One extends { readonly id: string }>(all: readonly One[]): One[] =>
  [...all].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
