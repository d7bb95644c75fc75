import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import type { CalendarDate } from '../../../domain/calendar.ts';
import type { ImportSubject } from '../../../domain/imports/import-process.ts';
import { DomainError } from '../../../domain/errors.ts';
import { fileLimits } from './limits.ts';
import { processorTimeIsUp, type ParserMessage } from './protocol.ts';

export type ParseJob = Readonly<{
  path: string;
  /** The name that the file was uploaded under. */
  name: string;
  subject: ImportSubject;
  /** What the columns are, by place, where a person said so. */
  fields?: readonly (string | null)[] | null;
  today: CalendarDate;
  /** Numbers of rows whose cells are wanted whole. */
  whole?: readonly number[];
}>;

/** The bounds of a run; tests make them tighter. */
export type ParseBounds = Readonly<{
  heapMegabytes: number;
  /** Of the processor, however long they take on a machine with other work. */
  processorSeconds: number;
  /** Without a message while one is waited for. */
  silentSeconds: number;
}>;
const bounds: ParseBounds = {
  heapMegabytes: fileLimits.childHeapMegabytes,
  processorSeconds: fileLimits.childProcessorSeconds,
  silentSeconds: fileLimits.childSilentSeconds,
};

/**
 * Parses a file in a process of its own, started from the compiled `childFile`, and gives its messages one by one; the
 * process waits while they are not taken, and ends when the reader stops early. It yields the processor to the server.
 * A refusal of the file, and a process that used up its memory or processor time, throw INVALID_INPUT; a parser that
 * fails throws ParserFailed.
 */
export async function* parseInChild(
  childFile: string,
  job: ParseJob,
  { heapMegabytes, processorSeconds, silentSeconds }: ParseBounds = bounds,
): AsyncGenerator<Exclude<ParserMessage, { is: 'refused' | 'end' }>> {
  const heap = [`--max-old-space-size=${heapMegabytes}`, `--max-semi-space-size=${Math.max(1, heapMegabytes >> 5)}`];
  const child = spawn(process.execPath, [...heap, childFile, String(processorSeconds), ...argumentsOf(job)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {}, // it needs no secret, so it gets none
  });
  yieldsToOthers(child.pid);
  let isSilent = false;
  const stopWhenSilent = () =>
    setTimeout(() => {
      isSilent = true;
      child.kill('SIGKILL');
    }, silentSeconds * 1000);
  let timer = stopWhenSilent();
  let complaint = '';
  // its beginning names the cause; a long trace of the machine's may follow
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint = (complaint + text).slice(0, 16_000)));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()).once('error', () => resolve()));
  try {
    for await (const line of createInterface({ input: child.stdout, crlfDelay: Infinity })) {
      clearTimeout(timer);
      const message = readMessage(line);
      if (message?.is === 'end') return;
      if (message?.is === 'refused') throw new DomainError('INVALID_INPUT', message.key, message.details);
      if (message) yield message;
      timer = stopWhenSilent();
    }
    await ended;
    if (isSilent || complaint.includes(processorTimeIsUp)) {
      throw new DomainError('INVALID_INPUT', 'imports.file.tooSlow', { limit: processorSeconds });
    }
    if (/heap out of memory|Allocation failed|ERR_WORKER_OUT_OF_MEMORY/i.test(complaint)) {
      throw new DomainError('INVALID_INPUT', 'imports.file.tooMuchMemory');
    }
    const what = complaint.split('\n').slice(0, 8).join(' / ');
    if (child.exitCode !== null && child.exitCode !== 0) throw new ParserFailed(what);
    throw new Error(`the parser was stopped: ${what}`);
  } finally {
    clearTimeout(timer);
    child.kill('SIGKILL');
  }
}

/** The parser gets what processor time the server leaves it. */
function yieldsToOthers(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // it has ended already
  }
}

const argumentsOf = ({ path, name, subject, today, fields = null, whole = [] }: ParseJob): string[] => [
  ...[path, name, subject, today],
  ...[JSON.stringify(fields), JSON.stringify(whole)],
];

/** The file made the parser fail in a way that it does not know: a fault of ours, and no use trying again. */
export class ParserFailed extends Error {
  override readonly name = 'ParserFailed';
}

/** A line that is cut off belongs to a process that is being ended. */
function readMessage(line: string): ParserMessage | undefined {
  try {
    return JSON.parse(line) as ParserMessage; // written by our own child
  } catch {
    return undefined;
  }
}
