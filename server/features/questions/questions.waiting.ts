import { shownOfQuestion } from '../../api/operations/questions.ts';
import { typesIn } from '../../domain/event.ts';
import { questionAudience } from '../../domain/questions/question-visibility.ts';
import { waitsFor } from '../../domain/questions/question-waits.ts';
import { movedTermsOf } from '../../platform/jobs/due-things.ts';
import { idsOfStreams, type WaitingThings } from '../../platform/waiting-things.ts';
import type { QuestionPorts } from './questions.ports.ts';
import type { QuestionsStore } from './questions.store.ts';

/** What waits in questions. Who asks is named to whom he asks; who is behind a need is named to nobody. */
export const questionsWaiting = ({
  store,
  organisationNames,
}: Readonly<{ store: QuestionsStore } & Pick<QuestionPorts, 'organisationNames'>>): WaitingThings => ({
  kind: 'question',
  isQueued: false,
  types: [...typesIn(shownOfQuestion), 'calendar.termsRecounted'],
  touchedBy: (events) =>
    Promise.resolve([...new Set([...idsOfStreams(events, 'question'), ...movedTermsOf('questions', events)])]),
  present: async (ids) =>
    new Map(
      (await store.questions(ids)).map((question) => [
        question._id,
        { tasks: waitsFor({ ...question, id: question._id }), audience: questionAudience(question) },
      ]),
    ),
  pagesOfIds: store.pagesOfIds,
  named: async (organisationId, ids) => {
    const questions = (await store.questions(ids)).filter((one) => questionAudience(one).includes(organisationId));
    const asking = questions.flatMap(({ askerId }) => (askerId === organisationId ? [] : [askerId]));
    const names = await organisationNames([...new Set(asking)]);
    return new Map(
      questions.map(({ _id, title, askerId }) => [
        _id,
        { title, others: askerId === organisationId ? [] : [names.get(askerId) ?? ''] },
      ]),
    );
  },
});
