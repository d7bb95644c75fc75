import { type Actor, actsFor, isCentre, organisationIdOf } from '../../domain/actors.ts';
import type { MatchRole, MatchSide } from '../../domain/matches.ts';
import { DomainError } from '../../domain/errors.ts';
import { mayKnowNeed } from '../../domain/needs/need-visibility.ts';
import { idFrom } from '../../platform/clock.ts';
import type { MatchableNeed, MatchablePatent, MatchSource } from './matches.ports.ts';

/** A pair has one match, whoever finds it first. */
export const matchIdOf = (needId: string, patentId: string): string => idFrom(`match of ${needId} and ${patentId}`);

/** A need whose lists somebody may ask for: its owner, or a centre that may see it; NOT_FOUND for anybody else. */
export async function needFor(
  actor: Actor,
  needId: string,
  needs: Pick<MatchSource<MatchableNeed>, 'present'>,
): Promise<MatchableNeed> {
  const [need] = await needs.present([needId]);
  if (!need || !(actsFor(actor, need.organisationId) || (isCentre(actor) && mayKnowNeed(actor, need))))
    throw new DomainError('NOT_FOUND', 'common.notFound');
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
  return sideOf(organisationIdOf(actor), need, patent) ?? (isCentre(actor) ? 'facilitator' : null);
}
