// The parsing process: reads one file and writes what it found to its output. It has a small heap and so many seconds of
// processor time, so that a hostile file ends this process and not the server.
// Usage: child.js <processor seconds> <path> <name> <subject> <today> [fields] [whole rows]
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { calendarDate } from '../../../domain/calendar.ts';
import { importSubjects } from '../../../domain/imports/import-process.ts';
import { DomainError } from '../../../domain/errors.ts';
import { fileLimits } from './limits.ts';
import type { ParserMessage } from './protocol.ts';
import { endsWithItsTime } from './processor-time.ts';
import { readFile } from './read-file.ts';

async function write(message: ParserMessage): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(message)}\n`)) await once(process.stdout, 'drain');
}

async function parse([path = '', name = '', subjectName, today = '', named, wanted]: readonly string[]): Promise<void> {
  const subject = importSubjects.find((known) => known === subjectName);
  if (!subject) throw new Error(`unknown subject ${subjectName ?? ''}`);
  const fields = named === undefined ? null : (JSON.parse(named) as (string | null)[]); // our own server's argument
  const whole = wanted === undefined ? [] : (JSON.parse(wanted) as number[]);
  const { understood, rows } = await readFile(readFileSync(path), name, subject, calendarDate(today), fields, whole);
  await write({ is: 'understood', understood });
  let batch = [];
  for (const row of rows) {
    batch.push(row);
    if (batch.length < fileLimits.batchRows) continue;
    await write({ is: 'rows', rows: batch });
    batch = [];
  }
  if (batch.length > 0) await write({ is: 'rows', rows: batch });
  await write({ is: 'end' });
}

const [processorSeconds, ...job] = process.argv.slice(2);
endsWithItsTime(Number(processorSeconds));
parse(job).catch(async (error: unknown) => {
  if (!(error instanceof DomainError)) throw error;
  await write({ is: 'refused', key: error.key, details: error.details });
});
