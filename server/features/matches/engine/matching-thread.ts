import { Worker } from 'node:worker_threads';
import { Away } from '../../../platform/away.ts';
import { compiled } from '../../../platform/config.ts';
import type { Logger } from '../../../platform/logger.ts';
import type { Answered, Question, Questions } from './protocol.ts';

/** The thread ended before it answered. */
export class ThreadAway extends Away {
  override readonly name = 'ThreadAway';
}

export type MatchingThread = Readonly<{
  /** Asks one question. Throws `ThreadAway` when the thread ends before it answers. */
  ask: <Name extends Question>(name: Name, ask: Questions[Name]['ask']) => Promise<Questions[Name]['answer']>;
  /** Ends the thread as a fault would; for tests. */
  crash: () => void;
  stop: () => Promise<void>;
}>;

/** Pause before a restart, so that a thread that keeps dying does not spin. */
const restartAfterMs = 500;

type Waiting = { resolve: (answer: never) => void; reject: (error: Error) => void };

/**
 * Runs the matcher in a thread of its own, so that a long ranking never blocks requests. A thread that dies is
 * restarted, and `begin` fills it again as at the first start.
 */
export function matchingThread(logger: Logger, begin: (thread: MatchingThread) => void): MatchingThread {
  let waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let isStopping = false;
  let count = 0;

  const start = () => {
    worker = new Worker(compiled('server/features/matches/engine/worker.js'));
    worker.unref();
    worker.on('message', (answered: Answered) => {
      const asker = waiting.get(answered.number);
      waiting.delete(answered.number);
      if (answered.ok)
        asker?.resolve(answered.answer as never); // the number identifies the question and thus the type
      else asker?.reject(new Error(answered.message));
    });
    worker.on('error', (error) => logger.error({ error: error.message }, 'the matching thread failed'));
    worker.once('exit', () => {
      worker = undefined;
      const lost = waiting;
      waiting = new Map();
      for (const { reject } of lost.values()) reject(new ThreadAway('the matching thread ended'));
      if (isStopping) return;
      setTimeout(() => {
        if (isStopping) return;
        start();
        begin(thread);
      }, restartAfterMs).unref();
    });
  };

  const thread: MatchingThread = {
    ask: (name, ask) =>
      new Promise((resolve, reject) => {
        if (!worker || isStopping) return reject(new ThreadAway('the matching thread is not running'));
        const number = ++count;
        waiting.set(number, { resolve, reject });
        worker.postMessage({ number, name, ask });
      }),
    crash: () => void worker?.terminate(),
    stop: async () => {
      isStopping = true;
      await worker?.terminate();
    },
  };
  start();
  return thread;
}
