import type { Actor } from '../../domain/actors.ts';
import type { MatchRole, MatchSide } from '../../domain/matches.ts';
import { DomainError } from '../../domain/errors.ts';
import { idFrom } from '../../platform/clock.ts';
import type { MatchableNeed, MatchablePatent, MatchSource } from './matches.ports.ts';
import type { StoredMatch } from './matches.store.ts';

/** A pair has one match, whoever finds it first. */
export const matchIdOf = (needId: string, patentId: string): string => idFrom(`match of ${needId} and ${patentId}`);

/** Whether an organisation may know that a need exists, before anybody did anything. */
export function mayKnowNeed(organisationId: string | undefined, need: MatchableNeed): boolean {
  if (organisationId !== undefined && organisationId === need.organisationId) return true;
  if (!need.isOnOffer) return false;
  switch (need.visibility) {
    case 'public':
    case 'anonymous':
      return true;
    case 'targeted':
      return organisationId !== undefined && need.invited.includes(organisationId);
    case 'closed':
      return false;
  }
}

/** Whether an organisation may know the need of a match: interest that its owner showed is an invitation. */
export const mayKnowNeedIn = (
  organisationId: string | undefined,
  need: MatchableNeed,
  match: Pick<StoredMatch, 'state' | 'supplierId'> | null,
): boolean =>
  mayKnowNeed(organisationId, need) ||
  (match !== null &&
    match.supplierId === organisationId &&
    (match.state === 'interestedByDemander' || match.state === 'mutual'));

export const organisationOf = (actor: Actor): string | undefined =>
  actor.kind === 'person' ? actor.organisation?.id : undefined;
export const isCentre = (actor: Actor): boolean => actor.kind === 'person' && actor.organisation?.kind === 'centre';

/** A need whose lists somebody may ask for: its owner, or a centre that may see it; NOT_FOUND for anybody else. */
export async function needFor(
  actor: Actor,
  needId: string,
  needs: Pick<MatchSource<MatchableNeed>, 'present'>,
): Promise<MatchableNeed> {
  const mine = organisationOf(actor);
  const [need] = await needs.present([needId]);
  const mayAsk =
    need !== undefined &&
    ((mine !== undefined && need.organisationId === mine) || (isCentre(actor) && mayKnowNeed(mine, need)));
  if (!mayAsk) throw new DomainError('NOT_FOUND', 'common.notFound');
  return need;
}

export const ownerOn = (
  side: MatchSide,
  { need, patent }: Readonly<{ need: MatchableNeed; patent: MatchablePatent }>,
): string => (side === 'demander' ? need.organisationId : patent.organisationId);

/** Whose side an organisation is on in a pair. */
export function sideOf(
  organisationId: string | undefined,
  need: MatchableNeed,
  patent: MatchablePatent,
): MatchSide | null {
  if (organisationId === undefined) return null;
  if (organisationId === need.organisationId) return 'demander';
  return organisationId === patent.organisationId ? 'supplier' : null;
}

/** The role of somebody in a pair that it may know: of one side, or of a centre; null for anybody else. */
export function roleIn(actor: Actor, need: MatchableNeed, patent: MatchablePatent): MatchRole | null {
  if (actor.kind !== 'person' || !actor.organisation?.isApproved) return null;
  const { id, kind } = actor.organisation;
  return sideOf(id, need, patent) ?? (kind === 'centre' ? 'facilitator' : null);
}

/** The owner's name of an anonymous need is hidden until both sides want each other. */
export const isNamed = (
  need: MatchableNeed,
  organisationId: string | undefined,
  match: Pick<StoredMatch, 'state'> | null,
): boolean => need.visibility !== 'anonymous' || need.organisationId === organisationId || match?.state === 'mutual';
