import { type Actor, actingFor, type OrganisationKind } from '../actors.ts';
import { type AuthorityLevel, placeFilter } from '../jurisdiction.ts';
import { provinceOf } from '../place.ts';
import type { ExpertRole, ExpertState } from './expert-process.ts';

export type ExpertInSight = Readonly<{ userId: string; place: string; state: ExpertState }>;

/** Who may look into the pool and ask experts. */
export const kindsWithExperts = ['authority', 'centre'] as const satisfies OrganisationKind[];

type Confirmer = Readonly<{ kind: OrganisationKind; place: string; level?: AuthorityLevel | null | undefined }>;

/**
 * The codes (GB/T 2260) from and to which an organisation confirms experts: an authority in its area, a centre in its
 * province, as centres have a seat and no area (house rule); null for any other.
 */
export function confirmsWithin({ kind, place, level }: Confirmer): Readonly<{ first: string; last: string }> | null {
  if (kind === 'authority' && level) return placeFilter({ place, level });
  return kind === 'centre' && provinceOf(place) !== undefined ? placeFilter({ place, level: 'province' }) : null;
}

/** Whether an organisation confirms experts of a place. */
export function confirmsIn(organisation: Confirmer, place: string): boolean {
  const within = confirmsWithin(organisation);
  return within !== null && within.first <= place && place <= within.last;
}

/** The actor's roles in an expert's place in the pool. Nobody confirms themselves. */
export function expertRoles(actor: Actor, { userId, place }: Pick<ExpertInSight, 'userId' | 'place'>): ExpertRole[] {
  if (actor.kind === 'person' && actor.userId === userId) return ['expert'];
  const acting = actingFor(actor);
  return acting && confirmsIn(acting, place) ? ['confirmer'] : [];
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
