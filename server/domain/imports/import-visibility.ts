import { type Actor, actsFor, isAdministrator } from '../actors.ts';
import type { ImportRole } from './import-process.ts';

/** The actor's roles in an import of an organisation. An actor without a role may not know of the import. */
export function importRoles(actor: Actor, { organisationId }: Readonly<{ organisationId: string }>): ImportRole[] {
  if (actor.kind === 'system') return ['system'];
  return actsFor(actor, organisationId) ? ['owner'] : [];
}

/** Who runs the installation may stop an import, without seeing what is in it. */
export const cancellingRoles = (actor: Actor): ImportRole[] => (isAdministrator(actor) ? ['operator'] : []);
