import type { AskedKind } from './question-process.ts';

/** `text`: digest of what was written. */
type Said = Readonly<{ text: string }>;

/** Events of a question; stream `question:<id>`. */
export type QuestionEvents = {
  'question.asked': Said & Readonly<{ kind: AskedKind; thingId: string; askerId: string; ownerId: string }>;
  'question.askedMore': Said;
  'question.answered': Said;
  /** Null: without a word. */
  'question.declined': Readonly<{ text: string | null }>;
  'question.withdrawn': Readonly<Record<never, never>>;
  /** Nobody answered in time. */
  'question.lapsed': Readonly<Record<never, never>>;
};
