import type { Body } from '../../server/api/operations.ts';
import { type Caller, newId } from './app.ts';

/** Asks about a patent or a need; answers the id of the question. */
export async function ask(
  who: Caller,
  kind: Body<'questions.ask'>['kind'],
  thingId: string,
  text = '这项技术能用于高湿环境吗？',
): Promise<string> {
  const id = newId();
  await who.call('questions.ask', { body: { id, commandId: newId(), expectedVersion: 0, kind, thingId, text } });
  return id;
}

type Name = 'askMore' | 'withdraw' | 'answer' | 'decline';

/** Gives a command on a question at its present version. */
export async function giveInQuestion(who: Caller, name: Name, questionId: string, text?: string) {
  const { version } = await who.call('questions.get', { params: { questionId } });
  const fields = { ...(text === undefined ? {} : { text }) };
  return who.looseCall(`questions.${name}`, {
    params: { questionId },
    body: { commandId: newId(), expectedVersion: version, ...fields },
  });
}
