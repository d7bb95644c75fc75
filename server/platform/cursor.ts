import { DomainError } from '../domain/errors.ts';

/** What a list answers to a cursor that it cannot have given. */
export const badCursor = (): DomainError =>
  new DomainError('INVALID_INPUT', 'common.invalidInput', { field: 'cursor' });

/** The place that a cursor names in a list whose rows are numbered. Throws INVALID_INPUT for everything but a number. */
export function numberedPlace(cursor: string): number {
  if (!/^\d{1,15}$/.test(cursor)) throw badCursor();
  return Number(cursor);
}
