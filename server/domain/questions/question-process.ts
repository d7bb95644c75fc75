import { type CommandOf, defineProcess, type RoleOf } from '../process.ts';

export const askedKinds = ['patent', 'need'] as const;
/** What can be asked about. */
export type AskedKind = (typeof askedKinds)[number];

export const questionStates = ['asked', 'answered', 'declined', 'unanswered', 'withdrawn'] as const;
export type QuestionState = (typeof questionStates)[number];

/** Questions in one talk; whoever has more to say shows interest and goes on in a room. */
export const mostTurns = 20;

export type QuestionFacts = Readonly<{
  /** How many questions were asked in the talk. */
  turns: number;
}>;

/**
 * The life of a question about a listing or a need, a talk of turns: one asks, the owner answers or declines until a day;
 * after an answer more may be asked. What nobody answered can still be answered, but nobody is waited for any more.
 */
export const questionProcess = defineProcess({
  name: 'question',
  initial: 'asked',
  states: questionStates,
  roles: ['asker', 'owner', 'system'],
  final: ['declined', 'withdrawn'],
  guards: { isShortEnough: ({ turns }: QuestionFacts) => turns < mostTurns },
  after: { asked: { days: 'question.answerDays', counting: 'calendar', command: 'lapse' } },
  table: {
    askMore: { by: ['asker'], from: ['answered'], to: [{ state: 'asked', when: 'isShortEnough' }] },
    withdraw: { by: ['asker'], from: ['asked'], to: [{ state: 'withdrawn' }] },
    answer: { by: ['owner'], from: ['asked', 'unanswered'], to: [{ state: 'answered' }] },
    decline: { by: ['owner'], from: ['asked'], to: [{ state: 'declined' }] },
    lapse: { by: ['system'], from: ['asked'], to: [{ state: 'unanswered' }] },
  },
});
export type QuestionRole = RoleOf<typeof questionProcess>;
export type QuestionCommand = CommandOf<typeof questionProcess>;
