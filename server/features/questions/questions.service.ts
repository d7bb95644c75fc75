import type { Body } from '../../api/operations.ts';
import { type Actor, system } from '../../domain/actors.ts';
import { dateInShanghai } from '../../domain/calendar.ts';
import type { TermsOf } from '../../domain/deadlines.ts';
import { DomainError } from '../../domain/errors.ts';
import { concerning } from '../../domain/event.ts';
import type { FactOf } from '../../domain/events.ts';
import { actingOrganisation } from '../../domain/permissions.ts';
import { checkAsking, checkDay, readerOf, stepQuestion } from '../../domain/questions/question.ts';
import type { QuestionEvents } from '../../domain/questions/question-events.ts';
import { type QuestionCommand, questionProcess } from '../../domain/questions/question-process.ts';
import { mayKnowQuestion, questionAudience, questionRoleOf } from '../../domain/questions/question-visibility.ts';
import { idFrom } from '../../platform/clock.ts';
import type { Holds } from '../../platform/database/holds.store.ts';
import type { Commands, Outcome } from '../../platform/events/commands.ts';
import { type DueThings, recounting } from '../../platform/jobs/due-things.ts';
import type { QuestionPorts } from './questions.ports.ts';
import type { QuestionsStore, StoredQuestion } from './questions.store.ts';
import { askedThings } from './questions.things.ts';

export type QuestionsServicePorts = Pick<QuestionPorts, 'patents' | 'needs' | 'mostADay'> &
  Readonly<{
    store: QuestionsStore;
    commands: Commands;
    holds: Pick<Holds, 'alone'>;
    termsOf: TermsOf;
    proofOf: (text: string) => string;
  }>;

type Given = Exclude<QuestionCommand, 'lapse'>;
type CommandBody = Readonly<{ commandId: string; expectedVersion: number; text?: string }>;

/** A question concerns both sides, and the thing that it is about. */
const concernsOf = (question: StoredQuestion) =>
  concerning({
    organisations: questionAudience(question),
    things: [`${question.kind}:${question.thingId}`],
  });

/** The commands on questions about listings and needs. */
export function questionsService({ store, commands, holds, proofOf, ...ports }: QuestionsServicePorts) {
  const things = askedThings(ports);

  /** The question; NOT_FOUND for third parties. */
  const load = async (actor: Actor, id: string): Promise<StoredQuestion> => {
    const question = await store.question(id);
    if (!question || !mayKnowQuestion(actor, question)) throw new DomainError('NOT_FOUND', 'common.notFound');
    return question;
  };

  /** How much the organisation has asked today, and may; alone, for two at once would not see each other. */
  const countOf = async (actor: Actor, now: Date) => {
    const { id, place } = actingOrganisation(actor);
    await holds.alone(`questions:${id}`);
    return {
      askedToday: await store.askedOn(id, dateInShanghai(now)),
      mostADay: await ports.mostADay(place, now),
    };
  };

  const say = (actor: Actor, questionId: string, role: 'asker' | 'owner', text: string, seq: number, now: Date) =>
    store.addWord({
      ...{ questionId, seq, role, text, at: now, organisationId: actingOrganisation(actor).id },
      by: actor.kind === 'person' ? actor.userId : '',
      askedOn: role === 'asker' ? dateInShanghai(now) : null,
    });

  const eventOf = (command: Given, text: string | null): FactOf<keyof QuestionEvents> => {
    switch (command) {
      case 'askMore':
        return { type: 'question.askedMore', data: { text: text ?? '' } };
      case 'answer':
        return { type: 'question.answered', data: { text: text ?? '' } };
      case 'decline':
        return { type: 'question.declined', data: { text } };
      case 'withdraw':
        return { type: 'question.withdrawn', data: {} };
    }
  };

  return {
    load,

    maySee: async (actor: Actor, id: string): Promise<boolean> => {
      const question = await store.question(id);
      return question !== null && mayKnowQuestion(actor, question);
    },

    ask: (actor: Actor, body: Body<'questions.ask'>): Promise<Outcome> =>
      commands.execute(
        { operation: 'questions.ask', stream: `question:${body.id}`, actor, body },
        async ({ now, version }) => {
          const { id, kind, thingId, text } = body;
          const { id: askerId, place } = actingOrganisation(actor);
          const count = await countOf(actor, now);
          const thing = (await things(actor, kind, [thingId])).get(thingId);
          if (!thing?.mayKnow) throw new DomainError('NOT_FOUND', 'common.notFound');
          const isGoingOn = await store.hasGoingOn(askerId, thingId);
          checkAsking({ isOwn: thing.ownerId === askerId, isOnOffer: thing.isOnOffer, isGoingOn, ...count });
          await ports[kind === 'patent' ? 'patents' : 'needs'].hold([thingId]);
          const { initial: state } = questionProcess;
          // in the place of whoever asks: that of an anonymous owner must not show in the term
          const terms = await ports.termsOf(questionProcess, place, dateInShanghai(now));
          const question: StoredQuestion = {
            ...{ _id: id, v: 1, version, kind, thingId, title: thing.title, askerId, ownerId: thing.ownerId, state },
            ...{ turns: 1, askedAt: now, answeredAt: null, seenAt: null, updatedAt: now },
            deadline: terms({ from: 'answered', command: 'askMore', to: state }, null), // as each question begins
          };
          await store.save(question);
          await say(actor, id, 'asker', text, version, now);
          const data = { kind, thingId, askerId, ownerId: thing.ownerId, text: proofOf(text) };
          return { type: 'question.asked', data, concerns: concernsOf(question) };
        },
      ),

    /** One command on one question: load, decide, save, one event. */
    give: (command: Given, actor: Actor, id: string, body: CommandBody): Promise<Outcome> =>
      commands.execute(
        { operation: `questions.${command}`, stream: `question:${id}`, actor, body },
        async ({ now, version }) => {
          const before = await load(actor, id);
          const role = questionRoleOf(actor, before);
          if (!role) throw new DomainError('NOT_ALLOWED', 'common.notAllowed');
          const next = stepQuestion(before, command, role, now);
          if (command === 'askMore') {
            const { askedToday, mostADay } = await countOf(actor, now);
            checkDay(askedToday, mostADay);
          }
          const terms = await ports.termsOf(questionProcess, actingOrganisation(actor).place, dateInShanghai(now));
          const deadline = terms({ from: before.state, command, to: next.state }, before.deadline);
          const saved: StoredQuestion = { ...before, ...next, deadline, version, updatedAt: now };
          await store.save(saved);
          const text = body.text ?? '';
          if (text !== '') await say(actor, id, role, text, version, now);
          return { ...eventOf(command, text === '' ? null : proofOf(text)), concerns: concernsOf(saved) };
        },
      ),

    /**
     * Says that somebody of the actor's organisation had a version before his eyes: a read mark, so no event. Answers
     * whether that is new.
     */
    see: async (actor: Actor, id: string, version: number, now: Date): Promise<boolean> => {
      const question = await load(actor, id);
      const role = questionRoleOf(actor, question);
      const isForHim = role !== null && readerOf(question) === question[`${role}Id`];
      if (!isForHim || question.version !== version || question.seenAt !== null) return false;
      return store.see(question, role, now);
    },

    /** Questions that nobody answered in time, one per call. */
    due: {
      giveDue: async (today) => {
        const [question] = await store.due(today, 1);
        if (!question) return false;
        const { _id: id, version: expectedVersion } = question;
        const body = { commandId: idFrom(`question:${id}:lapse ${expectedVersion}`), expectedVersion };
        await commands.execute(
          { operation: 'questions.lapse', stream: `question:${id}`, actor: system, body },
          async ({ now, version }) => {
            const next = stepQuestion(question, 'lapse', 'system', now);
            await store.save({ ...question, ...next, deadline: null, version, updatedAt: now });
            return { type: 'question.lapsed', data: {}, concerns: concernsOf(question) };
          },
        );
        return true;
      },
      recount: recounting('questions', store, commands),
    } satisfies DueThings,
  };
}

export type QuestionsService = ReturnType<typeof questionsService>;
