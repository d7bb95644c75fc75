import { Worker } from 'node:worker_threads';
import { processorTimeIsUp } from './protocol.ts';

/** Looks at the clock of the whole process from a thread of its own, which goes on while the parser's thread is busy. */
const watch = `
  const { writeSync } = require('node:fs');
  const { workerData } = require('node:worker_threads');
  setInterval(() => {
    const { user, system } = process.cpuUsage();
    if (user + system < workerData.seconds * 1e6) return;
    writeSync(2, workerData.lastWords + '\\n');
    process.kill(process.pid, 'SIGKILL');
  }, 100);
`;

/**
 * Ends this process once it has used the processor for so many seconds, whatever it is doing then. Time that other
 * processes take does not count: a good file is not refused because the machine is busy.
 */
export function endsWithItsTime(seconds: number): void {
  const workerData = { seconds, lastWords: processorTimeIsUp };
  new Worker(watch, { eval: true, workerData, resourceLimits: { maxOldGenerationSizeMb: 16 } }).unref();
}
