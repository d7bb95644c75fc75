import { type Actor, actsFor } from '../actors.ts';
import type { ImportRole } from './import-process.ts';

/** An import is its organisation's own business: who has no role in it may not know of it. */
export function importRoles(actor: Actor, { organisationId }: Readonly<{ organisationId: string }>): ImportRole[] {
  if (actor.kind === 'system') return ['system'];
  return actsFor(actor, organisationId) ? ['owner'] : [];
}
