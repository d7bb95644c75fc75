import type { Output } from '../../api/operations.ts';
import type { Actor } from '../../domain/actors.ts';
import { mayKnowNeed } from '../../domain/needs/need-visibility.ts';
import type { MatchingThread } from './engine/matching-thread.ts';
import { matchNeed } from './match-documents.ts';
import { needFor } from './match-rules.ts';
import type { MatchPorts } from './matches.ports.ts';

const shown = 5;
/** Similar needs whose classes count for a prediction, and characters of the text by which they are found. */
const neighbours = 30;
const asked = 400;

/** The IPC classes of a need: those its owner gave, and predicted ones. */
export function classesReads(ports: Pick<MatchPorts, 'needs'> & Readonly<{ ask: MatchingThread['ask'] }>) {
  const { ask } = ports;
  return {
    /** The prediction learns from needs classified by their owners, besides patents and the titles of the IPC. */
    classes: async (actor: Actor, needId: string): Promise<Output<'matches.classes'>> => {
      const need = await needFor(actor, needId, ports.needs);
      const { title, body } = matchNeed(need, []);
      const text = `${title}\n${body}`;
      const like = await ask('likeNeeds', { text: text.slice(0, asked), limit: neighbours });
      const scores = new Map(like.map(({ id, score }) => [id, score]));
      scores.delete(needId);
      const known = (await ports.needs.present([...scores.keys()]))
        .filter((other) => mayKnowNeed(actor, other))
        .map(({ id, content }) => ({ ipc: content.ipc, score: scores.get(id) ?? 0 }));
      const predicted = await ask('classify', { id: needId, text, known, limit: shown });
      return { given: [...need.content.ipc], predicted: [...predicted] };
    },
  };
}
