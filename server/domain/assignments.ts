import type { Actor } from './actors.ts';

/** What somebody may be called to in one thing, whatever organisation it acts for. */
export const assignmentRoles = ['expert', 'juror', 'speaker'] as const;
export type AssignmentRole = (typeof assignmentRoles)[number];

/** That a person has a task in a thing, from one instant (UTC) to another; null: until it is taken back. */
export type Assignment = Readonly<{
  thing: Readonly<{ kind: string; id: string }>;
  userId: string;
  role: AssignmentRole;
  since: Date;
  until: Date | null;
}>;

/** The roles that `actor` is assigned in a thing now; `assignments` are the thing's own. */
export const assignedRoles = (actor: Actor, assignments: readonly Assignment[], now: Date): AssignmentRole[] =>
  assignments.flatMap(({ userId, role, since, until }) =>
    actor.kind === 'person' && actor.userId === userId && since <= now && (until === null || now < until) ? [role] : [],
  );
