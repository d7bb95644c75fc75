import { type Actor, actsFor } from '../actors.ts';
import { type Audience, isAmong } from '../audience.ts';

type QuestionInSight = Readonly<{ askerId: string; ownerId: string }>;

/** Whoever asks and whoever is asked. */
export const questionAudience = ({ askerId, ownerId }: QuestionInSight): Audience & readonly string[] => [
  askerId,
  ownerId,
];

export const mayKnowQuestion = (actor: Actor, question: QuestionInSight): boolean =>
  isAmong(actor, questionAudience(question));

/** The part of the actor's organisation in a question; null for third parties. */
export function questionRoleOf(actor: Actor, { askerId, ownerId }: QuestionInSight): 'asker' | 'owner' | null {
  if (actsFor(actor, askerId)) return 'asker';
  return actsFor(actor, ownerId) ? 'owner' : null;
}

/**
 * Whether the actor may know who the other side is: the owner who asks; whoever asks the owner, as far as the thing says
 * whose it is (`isOwnerNamed`), so that a question tells nothing of who is behind an anonymous need.
 */
export const mayKnowOther = (actor: Actor, question: QuestionInSight, isOwnerNamed: boolean): boolean =>
  questionRoleOf(actor, question) === 'owner' || isOwnerNamed;
