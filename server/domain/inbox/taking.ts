import { type Actor, actsFor, isAdministrator, roleFor } from '../actors.ts';
import { defineProcess, type RoleOf } from '../process.ts';
import { isMatterOf, operators, type Task } from '../tasks.ts';

/** Who of an organisation does what waits for all of it: somebody takes it, and may hand it back. */
export const takingProcess = defineProcess({
  name: 'taking',
  initial: 'free',
  states: ['free', 'taken'],
  roles: ['colleague', 'holder', 'admin'],
  final: [],
  guards: {},
  table: {
    take: { by: ['colleague'], from: ['free'], to: [{ state: 'taken' }] },
    handBack: { by: ['holder', 'admin'], from: ['taken'], to: [{ state: 'free' }] },
  },
});
export type TakingRole = RoleOf<typeof takingProcess>;

/** Whether a task waits for those for whom the actor acts: its organisation, or whoever operates the installation. */
export const waitsForActor = (actor: Actor, organisationId: string): boolean =>
  actsFor(actor, organisationId) || (organisationId === operators && isAdministrator(actor));

/** The actor's roles in a task that somebody took, or nobody (null); none in a task that waits for others. */
export function takingRoles(actor: Actor, { what, whom }: Task, takenBy: string | null): TakingRole[] {
  const { organisationId } = whom;
  if (actor.kind !== 'person' || !waitsForActor(actor, organisationId)) return [];
  const role = roleFor(actor, organisationId) ?? null;
  return [
    ...(isMatterOf(role, what) ? ['colleague' as const] : []),
    ...(takenBy === actor.userId ? ['holder' as const] : []),
    ...(role === null || role === 'admin' ? ['admin' as const] : []),
  ];
}
