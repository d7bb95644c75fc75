import type { Actor } from './actors.ts';

/** Roles that a person may hold in one thing, whatever organisation it acts for. */
export const assignmentRoles = ['expert', 'juror', 'speaker'] as const;
export type AssignmentRole = (typeof assignmentRoles)[number];

/** A person's role in one thing, from `since` up to, not including, `until`; null: without end. */
export type Assignment = Readonly<{
  thing: Readonly<{ kind: string; id: string }>;
  userId: string;
  role: AssignmentRole;
  since: Date;
  until: Date | null;
}>;

/** The roles that `actor` holds at `now`; `assignments` are those of one thing. */
export const assignedRoles = (actor: Actor, assignments: readonly Assignment[], now: Date): AssignmentRole[] =>
  assignments.flatMap(({ userId, role, since, until }) =>
    actor.kind === 'person' && actor.userId === userId && since <= now && (until === null || now < until) ? [role] : [],
  );
