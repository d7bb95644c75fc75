import { Worker } from 'node:worker_threads';
import type { PairedTest, ParallelText, Weights } from '../../../../matching/index.ts';
import { DomainError } from '../../../domain/errors.ts';
import { compiled } from '../../../platform/config.ts';
import { oneAtATime } from '../../../platform/one-at-a-time.ts';
import type { Trial } from './frozen-set.ts';
import type { LearnedWeights, ToLearn } from './learned-weights.ts';
import type { TableFiles } from './own-table.ts';

/** Long work besides the index, by name, with input and output. Plain data, copied between threads. */
export type Works = {
  /** Tries each of the weights on the frozen set. */
  tryWeights: {
    ask: { weights: readonly Weights[] };
    answer: { set: string; needs: number; patents: number; trials: readonly Trial[] };
  };
  /** Learns weights from feedback, tested on the feedback held back and on the frozen set. */
  learn: { ask: ToLearn; answer: LearnedWeights };
  /**
   * Learns a translation table from pairs on top of the shipped one, tested on pairs held back; writes it to `draft` if
   * it may go live. `same`: the own table in use was learned from the same pairs.
   */
  learnTable: {
    ask: TableFiles & { draft: string; training: readonly ParallelText[]; heldBack: readonly ParallelText[] };
    answer: { result: 'live' | 'worse' | 'same'; version: string; heldBack: PairedTest | null };
  };
  /** Builds the semantic space of a saved index and writes it to a file; returns its id. */
  buildSpace: { ask: { index: string; space: string }; answer: { id: string } };
};
export type Work = keyof Works;
export type WorkOrder = { [Name in Work]: { name: Name; ask: Works[Name]['ask'] } }[Work];
export type WorkDone = Readonly<{ ok: true; answer: Works[Work]['answer'] } | { ok: false; message: string }>;

/** With more in the queue a person would wait too long, so further work is refused. */
const mostWaiting = 10;

export type Workshop = Readonly<{
  /**
   * Does one piece of work in a worker of its own; one at a time, so that they share one core. Throws RATE_LIMITED when
   * too much work is waiting.
   */
  work: <Name extends Work>(name: Name, ask: Works[Name]['ask']) => Promise<Works[Name]['answer']>;
  stop: () => Promise<void>;
}>;

/** Runs work of seconds to minutes outside the server's thread and that of the matching index. */
export function workshop(): Workshop {
  const inTurn = oneAtATime();
  let running: Worker | undefined;
  let isStopping = false;
  let waiting = 0;

  const run = (order: WorkOrder) =>
    new Promise<WorkDone>((resolve, reject) => {
      if (isStopping) return reject(new Error('the workshop is closed'));
      const worker = new Worker(compiled('server/features/matches/engine/workshop-worker.js'), { workerData: order });
      running = worker;
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error(`${order.name} was not finished`)));
    });

  return {
    work: async <Name extends Work>(name: Name, ask: Works[Name]['ask']) => {
      if (waiting >= mostWaiting) throw new DomainError('RATE_LIMITED', 'common.rateLimited');
      waiting++;
      const turn = inTurn(() => run({ name, ask } as WorkOrder)).finally(() => waiting--); // a pair by its type
      const done = await turn;
      if (!done.ok) throw new Error(done.message);
      return done.answer;
    },
    stop: async () => {
      isStopping = true;
      await running?.terminate();
    },
  };
}
