import { type Actor, organisationIdOf } from './actors.ts';

/** Who may know of a thing: everybody, or those who act for one of these organisations. */
export type Audience = 'everybody' | readonly string[];

export const isFor = (audience: Audience, organisationId: string | undefined): boolean =>
  audience === 'everybody' || (organisationId !== undefined && audience.includes(organisationId));

/** Whether the actor belongs to the audience; the system belongs to every one. */
export const isAmong = (actor: Actor, audience: Audience): boolean =>
  actor.kind === 'system' || isFor(audience, organisationIdOf(actor));
