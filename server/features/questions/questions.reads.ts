import type { Input, Output } from '../../api/operations.ts';
import { questionsOperations, shownOfQuestion } from '../../api/operations/questions.ts';
import type { Actor } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import { actingOrganisation } from '../../domain/permissions.ts';
import { allowedWith } from '../../domain/questions/question.ts';
import { askedKinds } from '../../domain/questions/question-process.ts';
import { mayKnowOther, questionRoleOf } from '../../domain/questions/question-visibility.ts';
import type { EventStore } from '../../platform/events/event.store.ts';
import { timelineReads } from '../../platform/events/timeline.ts';
import type { QuestionPorts } from './questions.ports.ts';
import type { QuestionsService } from './questions.service.ts';
import type { QuestionsStore, StoredQuestion } from './questions.store.ts';
import { type AskedThing, askedThings } from './questions.things.ts';

type Summary = Output<'questions.list'>['items'][number];
type Page = Readonly<{ limit: number; cursor?: string | undefined }>;
export type QuestionsReadPorts = Omit<QuestionPorts, 'mostADay' | 'waitsAnew'> &
  Readonly<{ store: QuestionsStore; service: Pick<QuestionsService, 'load'>; events: EventStore }>;

/** What the two sides see of their questions. */
export function questionsReads({ store, service, events, ...ports }: QuestionsReadPorts) {
  const things = askedThings(ports);
  const timeline = timelineReads(events, ports.organisationNames);

  const thingsOf = async (actor: Actor, questions: readonly StoredQuestion[]) => {
    const found = new Map<string, AskedThing>();
    for (const kind of askedKinds) {
      const ids = new Set(questions.flatMap((one) => (one.kind === kind ? [one.thingId] : [])));
      for (const [id, thing] of await things(actor, kind, [...ids])) found.set(id, thing);
    }
    return found;
  };
  const isNamed = (actor: Actor, question: StoredQuestion, thing: AskedThing | undefined) =>
    mayKnowOther(actor, question, thing?.isOwnerNamed ?? false);

  const summaries = async (actor: Actor, questions: readonly StoredQuestion[]): Promise<Summary[]> => {
    const present = await thingsOf(actor, questions);
    const names = await ports.organisationNames([
      ...new Set(questions.flatMap(({ askerId, ownerId }) => [askerId, ownerId])),
    ]);
    const texts = await store.firstWords(questions.map(({ _id }) => _id));
    return questions.flatMap((question): Summary[] => {
      const { _id: id, version, kind, thingId, title, state, askerId, ownerId, deadline } = question;
      const myRole = questionRoleOf(actor, question);
      if (!myRole) return [];
      const thing = present.get(thingId);
      const otherId = myRole === 'asker' ? ownerId : askerId;
      return [
        {
          ...{ id, version, kind, state, myRole, deadline, text: texts.get(id) ?? '' },
          thing: { id: thingId, title: thing?.mayKnow ? thing.title : title, isVisible: thing?.mayKnow ?? false },
          isAnonymous: thing?.isAnonymous ?? true,
          other: isNamed(actor, question, thing) ? { id: otherId, name: names.get(otherId) ?? '' } : null,
          askedAt: question.askedAt.toISOString(),
          answeredAt: question.answeredAt?.toISOString() ?? null,
          seenAt: question.seenAt?.toISOString() ?? null,
          updatedAt: question.updatedAt.toISOString(),
        },
      ];
    });
  };

  return {
    list: async (actor: Actor, query: Input<'questions.list'>['query']): Promise<Output<'questions.list'>> => {
      const { rows, nextCursor } = await store.page(actingOrganisation(actor).id, query, query);
      return { items: await summaries(actor, rows), nextCursor };
    },

    question: async (actor: Actor, id: string): Promise<Output<'questions.get'>> => {
      const question = await service.load(actor, id);
      const [summary] = await summaries(actor, [question]);
      if (!summary) throw new DomainError('NOT_FOUND', 'common.notFound');
      const { kind, thingId, askerId } = question;
      const [words, matches] = [
        await store.words(id),
        await ports.matchesBetween(actor, { kind, id: thingId }, askerId),
      ];
      return {
        ...summary,
        words: words.map(({ seq, role, text, at, seenAt }) => ({
          ...{ seq, role, text, at: at.toISOString(), seenAt: seenAt?.toISOString() ?? null },
        })),
        matches: matches.map((match) => ({ ...match, need: { ...match.need }, patent: { ...match.patent } })),
        allowed: allowedWith(question, summary.myRole),
      };
    },

    timeline: async (actor: Actor, id: string, page: Page): Promise<Output<'questions.timeline'>> => {
      const question = await service.load(actor, id);
      const thing = (await thingsOf(actor, [question])).get(question.thingId);
      const { out } = questionsOperations['questions.timeline'];
      const shown = await timeline(shownOfQuestion, out, `question:${id}`, page, () => Promise.resolve(new Map()));
      if (isNamed(actor, question, thing)) return shown;
      const hidden = ({ organisation }: (typeof shown.items)[number]) => organisation?.id === question.ownerId;
      return { ...shown, items: shown.items.map((one) => (hidden(one) ? { ...one, organisation: null } : one)) };
    },
  };
}
