import { type Task, taskOf } from '../tasks.ts';
import type { Question } from './question.ts';

type Waiting = Pick<Question, 'state' | 'askerId' | 'ownerId' | 'seenAt' | 'deadline'> & Readonly<{ id: string }>;

/** Who is awaited in a question: the owner for an answer, until the term is over; then whoever asked, to read what came. */
export function waitsFor({ id, state, askerId, ownerId, seenAt, deadline }: Waiting): Task[] {
  const thing = `question:${id}`;
  if (state === 'asked') {
    return [taskOf('question.answer', { thing, organisationId: ownerId, due: deadline?.lastDay ?? null })];
  }
  if (state === 'withdrawn' || seenAt !== null) return [];
  return [taskOf('question.read', { thing, organisationId: askerId })];
}
