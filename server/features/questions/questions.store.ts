import type { CalendarDate } from '../../domain/calendar.ts';
import { nextDue } from '../../domain/deadlines.ts';
import { goingOn, type Question } from '../../domain/questions/question.ts';
import { type AskedKind, questionProcess, type QuestionState } from '../../domain/questions/question-process.ts';
import { collection, type Database } from '../../platform/database/mongo.ts';
import { pageOf, pagesOfIds, type PageQuery } from '../../platform/database/page.store.ts';
import { type StoredTerm, termFields, termIndexes, timedStore } from '../../platform/database/timed.store.ts';
import { saveVersioned, type Versioned } from '../../platform/database/versioned.store.ts';

export type StoredQuestion = Versioned &
  StoredTerm & { -readonly [Key in keyof Question]: Question[Key] } & {
    /** What the thing was called when it was asked about, for whoever may no longer see it. */
    title: string;
    updatedAt: Date;
  };

/** What one side said, kept apart from the events, so that it can be erased. `seq` is that of its event. */
export type StoredWord = {
  _id: string;
  v: number;
  questionId: string;
  seq: number;
  /** Which side said it, and the person: shown to nobody. */
  role: 'asker' | 'owner';
  organisationId: string;
  by: string;
  text: string;
  at: Date;
  /** The day on which it was asked; null for answers. */
  askedOn: CalendarDate | null;
  /** When the other side first had it before its eyes. */
  seenAt: Date | null;
};

const questions = collection<StoredQuestion>(
  'questions',
  {
    ...{ _id: String, v: Number, version: Number, kind: String, thingId: String, title: String },
    ...{ askerId: String, ownerId: String, state: String, turns: Number },
    ...{ askedAt: Date, answeredAt: Date, seenAt: Date, updatedAt: Date },
    ...termFields,
  },
  [
    ...termIndexes,
    [{ askerId: 1, updatedAt: -1, _id: -1 }],
    [{ ownerId: 1, updatedAt: -1, _id: -1 }],
    [{ thingId: 1, askerId: 1 }],
  ],
);
const words = collection<StoredWord>(
  'questionWords',
  {
    ...{ _id: String, v: Number, questionId: String, seq: Number, role: String, organisationId: String },
    ...{ by: String, text: String, at: Date, askedOn: String, seenAt: Date },
  },
  [[{ questionId: 1, seq: 1 }], [{ organisationId: 1, askedOn: 1 }]],
);

/** Which of an organisation's questions a list shows. */
export type QuestionFilter = Readonly<{
  box: 'asked' | 'received';
  state?: QuestionState | undefined;
  kind?: AskedKind | undefined;
  thingId?: string | undefined;
}>;

const marked = (question: StoredQuestion): StoredQuestion => ({
  ...question,
  dueOn: nextDue(questionProcess, { ...question, until: {} })?.lastDay ?? null,
});
const latest = ['-updatedAt', '-_id'] as const;

/** Questions about listings and needs, and what was said in them. */
export function questionsStore(database: Database) {
  const models = { question: database.model(questions), word: database.model(words) };
  return {
    questions: (ids: readonly string[]) => models.question.find({ _id: { $in: [...ids] } }).lean<StoredQuestion[]>(),
    pagesOfIds: () => pagesOfIds(models.question),
    question: (id: string) => models.question.findById(id).lean<StoredQuestion | null>(),
    save: (question: StoredQuestion) => saveVersioned(models.question, marked(question)),
    ...timedStore(models.question, marked),

    /** Whether an organisation has a question about a thing that goes on. */
    hasGoingOn: async (askerId: string, thingId: string): Promise<boolean> =>
      (await models.question.exists({ thingId, askerId, state: { $in: goingOn } })) !== null,
    /** How often an organisation asked on a day. */
    askedOn: (organisationId: string, day: CalendarDate): Promise<number> =>
      models.word.countDocuments({ organisationId, askedOn: day }),

    /** An organisation's questions, those that it asked or those that it was asked, what happened last first. */
    page: (organisationId: string, { box, state, kind, thingId }: QuestionFilter, page: PageQuery) =>
      pageOf(
        models.question,
        {
          [box === 'asked' ? 'askerId' : 'ownerId']: organisationId,
          ...(state ? { state } : {}),
          ...(kind ? { kind } : {}),
          ...(thingId ? { thingId } : {}),
        },
        latest,
        page,
      ),
    addWord: async (word: Omit<StoredWord, '_id' | 'v' | 'seenAt'>): Promise<void> => {
      await models.word.create([{ _id: `${word.questionId}#${word.seq}`, v: 1, ...word, seenAt: null }]);
    },
    /** All that was said in a question, in order; its process bounds how much that is. */
    words: (questionId: string): Promise<StoredWord[]> =>
      models.word.find({ questionId }).sort({ seq: 1 }).lean<StoredWord[]>(),
    /** What each question began with, by its id. */
    firstWords: async (ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
      const rows = await models.word.find({ _id: { $in: ids.map((id) => `${id}#1`) } }).lean<StoredWord[]>();
      return new Map(rows.map(({ questionId, text }) => [questionId, text]));
    },
    /** Inside a transaction: marks the latest word of a question as seen by whom it is for; whether it had not been. */
    see: async ({ _id, version }: StoredQuestion, byRole: StoredWord['role'], now: Date): Promise<boolean> => {
      const filter = { _id, version, seenAt: null };
      const { matchedCount } = await models.question.updateOne(filter, { $set: { seenAt: now } });
      await models.word.updateMany({ questionId: _id, role: { $ne: byRole }, seenAt: null }, { $set: { seenAt: now } });
      return matchedCount > 0;
    },
  };
}

export type QuestionsStore = ReturnType<typeof questionsStore>;
