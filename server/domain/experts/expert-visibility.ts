import { type Actor, actingFor, authorityOf, isCentre, type OrganisationKind } from '../actors.ts';
import { covers } from '../jurisdiction.ts';
import { provinceOf } from '../place.ts';
import type { ExpertRole, ExpertState } from './expert-process.ts';

export type ExpertInSight = Readonly<{ userId: string; place: string; state: ExpertState }>;

/** Who may look into the pool and ask experts. */
export const kindsWithExperts = ['authority', 'centre'] as const satisfies OrganisationKind[];

/**
 * Whether the organisation that the actor acts for confirms experts of a place: an authority whose area it is in, or a
 * centre of the same province. Centres have a seat and no area (house rule).
 */
export function confirmsIn(actor: Actor, place: string): boolean {
  const authority = authorityOf(actor);
  if (authority) return covers(authority, place);
  const centre = isCentre(actor) ? actingFor(actor) : undefined;
  return centre !== undefined && provinceOf(centre.place) === provinceOf(place);
}

/** The actor's roles in an expert's place in the pool. Nobody confirms themselves. */
export function expertRoles(actor: Actor, { userId, place }: Pick<ExpertInSight, 'userId' | 'place'>): ExpertRole[] {
  if (actor.kind === 'person' && actor.userId === userId) return ['expert'];
  return confirmsIn(actor, place) ? ['confirmer'] : [];
}

/**
 * Who may know that somebody is an expert, and their profile: they themselves; every authority and centre once they are
 * confirmed; before that, and afterwards, those who confirm experts of their place.
 */
export function mayKnowExpert(actor: Actor, expert: ExpertInSight): boolean {
  if (actor.kind === 'system' || expertRoles(actor, expert).length > 0) return true;
  const asks = kindsWithExperts.some((kind) => kind === actingFor(actor)?.kind);
  return asks && (expert.state === 'confirmed' || expert.state === 'paused');
}
