import type { Deadline } from '../deadlines.ts';
import { DomainError } from '../errors.ts';
import { allowedCommands, step } from '../process.ts';
import {
  type AskedKind,
  type QuestionCommand,
  questionProcess,
  type QuestionRole,
  type QuestionState,
} from './question-process.ts';

/** A question and what became of it; the texts are kept apart from it. */
export type Question = Readonly<{
  kind: AskedKind;
  thingId: string;
  /** The organisation that asks, and the one whose listing or need it is about. */
  askerId: string;
  ownerId: string;
  state: QuestionState;
  turns: number;
  /** When the present question was asked, and when its answer (or the no) came. */
  askedAt: Date;
  answeredAt: Date | null;
  /** When whoever the latest word is for first had it before his eyes. */
  seenAt: Date | null;
  /** Until when an answer is waited for. */
  deadline: Deadline | null;
}>;

export type Asking = Readonly<{
  isOwn: boolean;
  isOnOffer: boolean;
  /** A question of the same organisation about the same thing waits for an answer, or can be gone on with. */
  isGoingOn: boolean;
  /** Questions of the organisation today, and how many it may ask on a day. */
  askedToday: number;
  mostADay: number;
}>;

/** Throws unless a new question may be asked: CONFLICT, or WRONG_STATE for what is not on offer. */
export function checkAsking({ isOwn, isOnOffer, isGoingOn, askedToday, mostADay }: Asking): void {
  if (isOwn) throw new DomainError('CONFLICT', 'questions.own');
  if (!isOnOffer) throw new DomainError('WRONG_STATE', 'questions.notOnOffer');
  if (isGoingOn) throw new DomainError('CONFLICT', 'questions.goingOn');
  checkDay(askedToday, mostADay);
}

/** Throws CONFLICT when an organisation has asked as much as it may on one day. */
export function checkDay(askedToday: number, mostADay: number): void {
  if (askedToday >= mostADay) throw new DomainError('CONFLICT', 'questions.tooMany', { limit: mostADay });
}

/** States in which a talk goes on: another one about the same thing would only stand beside it. */
export const goingOn = ['asked', 'answered'] as const satisfies readonly QuestionState[];

/** The question after a command other than the first. Throws WRONG_STATE or NOT_ALLOWED. */
export function stepQuestion(question: Question, command: QuestionCommand, role: QuestionRole, now: Date): Question {
  const state = step(questionProcess, question.state, command, [role], question);
  const isAsked = state === 'asked';
  return {
    ...question,
    state,
    turns: question.turns + (isAsked ? 1 : 0),
    askedAt: isAsked ? now : question.askedAt,
    answeredAt: state === 'answered' || state === 'declined' ? now : isAsked ? null : question.answeredAt,
    // the other side has not seen yet what it has become; nobody has to look at what was taken back
    seenAt: null,
  };
}

export const allowedWith = (question: Question, role: QuestionRole): QuestionCommand[] =>
  allowedCommands(questionProcess, question.state, [role], question);

/** Whose eyes the latest word is for. */
export const readerOf = ({ state, askerId, ownerId }: Pick<Question, 'state' | 'askerId' | 'ownerId'>): string =>
  state === 'asked' || state === 'withdrawn' ? ownerId : askerId;
