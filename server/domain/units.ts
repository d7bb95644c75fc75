import { DomainError } from './errors.ts';

/**
 * A part of an organisation: a faculty, its department, a team. Its `ancestors`, the outermost first, are kept with it,
 * so that what belongs to a faculty is found without a walk.
 */
export type Unit = Readonly<{ id: string; organisationId: string; name: string; ancestors: readonly string[] }>;

/** How deep units may lie in one another. */
export const deepestUnit = 3;

/** A unit in an organisation, or in another unit of it; WRONG_STATE below the deepest. */
export function unitUnder(parent: Unit | null, unit: Omit<Unit, 'ancestors'>): Unit {
  if (parent && parent.organisationId !== unit.organisationId) throw new DomainError('NOT_FOUND', 'common.notFound');
  const ancestors = parent ? [...parent.ancestors, parent.id] : [];
  if (ancestors.length >= deepestUnit) throw new DomainError('WRONG_STATE', 'accounts.unitTooDeep');
  return { ...unit, ancestors };
}

/** Whether a thing of `unit` lies where a role is held: in that unit, below it, or anywhere for a role in the whole organisation. */
export const liesWithin = (unit: Pick<Unit, 'id' | 'ancestors'> | null, roleIn: string | null): boolean =>
  roleIn === null || (unit !== null && (unit.id === roleIn || unit.ancestors.includes(roleIn)));
