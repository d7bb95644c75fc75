import { type Actor, actsFor, isCentre, organisationIdOf } from '../../domain/actors.ts';
import type { MatchRole, MatchSide } from '../../domain/matches.ts';
import { DomainError } from '../../domain/errors.ts';
import { mayKnowNeed } from '../../domain/needs/need-visibility.ts';
import { idFrom } from '../../platform/clock.ts';
import type { MatchableNeed, MatchablePatent, MatchSource } from './matches.ports.ts';

/** A pair has one match, whoever finds it first. */
export const matchIdOf = (needId: string, patentId: string): string => idFrom(`match of ${needId} and ${patentId}`);

/** A need whose lists the actor may ask for, as its owner or as a centre that may see it; else throws NOT_FOUND. */
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

/** The side of an organisation in a pair; null if it is on neither. */
export function sideOf(
  organisationId: string | undefined,
  need: MatchableNeed,
  patent: MatchablePatent,
): MatchSide | null {
  if (organisationId === undefined) return null;
  if (organisationId === need.organisationId) return 'demander';
  return organisationId === patent.organisationId ? 'supplier' : null;
}

/** The actor's role in a pair it may know: that of its side, or facilitator for a centre; null for anybody else. */
export function roleIn(actor: Actor, need: MatchableNeed, patent: MatchablePatent): MatchRole | null {
  return sideOf(organisationIdOf(actor), need, patent) ?? (isCentre(actor) ? 'facilitator' : null);
}
