import type { Output } from '../../../server/api/operations.ts';
import { formatInstant } from '../../lib/format.ts';
import type { Say } from '../../lib/texts.ts';
import type { questionsTexts } from './questions.texts.ts';

export type Question = Output<'questions.get'>;
export type QuestionSummary = Output<'questions.list'>['items'][number];

/** Asked, seen and answered, each with its time; and until when an answer is due. */
export function courseOf(question: QuestionSummary, say: Say<typeof questionsTexts>): string[] {
  const { state, myRole, askedAt, answeredAt, seenAt, deadline } = question;
  const isAsked = state === 'asked';
  const seen = seenAt === null ? say('notSeen') : say('seenAt', { time: formatInstant(seenAt) });
  return [
    say('askedAt', { time: formatInstant(askedAt) }),
    ...(isAsked && myRole === 'asker' ? [seen] : []),
    ...(answeredAt
      ? [say(state === 'declined' ? 'declinedAt' : 'answeredAt', { time: formatInstant(answeredAt) })]
      : []),
    ...(isAsked && deadline ? [say('dueBy', { date: deadline.lastDay })] : []),
  ];
}

/** With whom it is, as far as the user may know. */
export const otherOf = ({ other, myRole }: QuestionSummary, say: Say<typeof questionsTexts>): string =>
  say(myRole === 'asker' ? 'to' : 'from', { name: other?.name ?? say('hidden') });
