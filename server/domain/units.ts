import { DomainError } from './errors.ts';

/**
 * A part of an organisation: a faculty, a department, a team. `ancestors`, the outermost first, are stored with it, so
 * that one query finds everything below a faculty.
 */
export type Unit = Readonly<{ id: string; organisationId: string; name: string; ancestors: readonly string[] }>;

/** How many levels of units there may be. */
export const deepestUnit = 3;

/** A unit below `parent`, or at the top (null). NOT_FOUND for another organisation's parent, WRONG_STATE too deep. */
export function unitUnder(parent: Unit | null, unit: Omit<Unit, 'ancestors'>): Unit {
  if (parent && parent.organisationId !== unit.organisationId) throw new DomainError('NOT_FOUND', 'common.notFound');
  const ancestors = parent ? [...parent.ancestors, parent.id] : [];
  if (ancestors.length >= deepestUnit) throw new DomainError('WRONG_STATE', 'accounts.unitTooDeep');
  return { ...unit, ancestors };
}

/** Whether a thing of `unit` is in or below the unit `roleIn`; null: the role is held in the whole organisation. */
export const liesWithin = (unit: Pick<Unit, 'id' | 'ancestors'> | null, roleIn: string | null): boolean =>
  roleIn === null || (unit !== null && (unit.id === roleIn || unit.ancestors.includes(roleIn)));
