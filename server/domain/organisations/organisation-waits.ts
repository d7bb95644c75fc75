import type { OrganisationState } from '../organisations.ts';
import { type Task, taskOf } from '../tasks.ts';

/** Who is awaited for an organisation that has registered: whoever may decide on it (`operators`, authorities of its place). */
export const waitsFor = (
  { id, state }: Readonly<{ id: string; state: OrganisationState }>,
  deciders: readonly string[],
): Task[] =>
  state === 'pending'
    ? deciders.map((organisationId) => taskOf('organisation.decide', { thing: `organisation:${id}`, organisationId }))
    : [];
