import type { Actor } from '../../domain/actors.ts';
import type { Body } from '../../api/operations.ts';
import type { Feature, Ground } from '../../platform/feature.ts';
import type { QuestionPorts } from './questions.ports.ts';
import { questionsReads } from './questions.reads.ts';
import { questionsService, type QuestionsServicePorts } from './questions.service.ts';
import { questionsStore } from './questions.store.ts';
import { questionsWaiting } from './questions.waiting.ts';

type Given = 'askMore' | 'withdraw' | 'answer' | 'decline';

export function questionsFeature(
  { database, commands, clock, events, holds, proofOf }: Ground,
  needs: QuestionPorts & Pick<QuestionsServicePorts, 'termsOf'>,
) {
  const store = questionsStore(database);
  const service = questionsService({ ...needs, store, commands, holds, proofOf });
  const reads = questionsReads({ ...needs, store, service, events });
  const given =
    <Command extends Given>(command: Command) =>
    ({ actor, params, body }: { actor: Actor; params: { questionId: string }; body: Body<`questions.${Command}`> }) =>
      service.give(command, actor, params.questionId, body);
  return {
    handlers: {
      'questions.list': ({ actor, query }) => reads.list(actor, query),
      'questions.get': ({ actor, params }) => reads.question(actor, params.questionId),
      'questions.timeline': ({ actor, params, query }) => reads.timeline(actor, params.questionId, query),
      'questions.ask': ({ actor, body }) => service.ask(actor, body),
      'questions.askMore': given('askMore'),
      'questions.withdraw': given('withdraw'),
      'questions.answer': given('answer'),
      'questions.decline': given('decline'),
      'questions.see': async ({ actor, params, body }) => {
        await database.transaction(async () => {
          if (await service.see(actor, params.questionId, body.version, clock.now()))
            await needs.waitsAnew(params.questionId);
        });
        return {};
      },
    },
    streamGuards: { question: service.maySee },
    offers: { due: service.due, waiting: questionsWaiting({ ...needs, store }) },
  } satisfies Feature;
}
