import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CalendarDate, readCalendarDate } from '../../server/domain/calendar.ts';
import { writeWhole } from '../../server/platform/write-once.ts';

/** What a demo remembers between starts, beside its data. */
export type Kept = Readonly<{
  seed: number;
  /** The day on which its three years end. */
  madeOn: CalendarDate;
  /** The three years have been played to their end. */
  isMade: boolean;
  /** Names of the main jobs that were played, in order: the place of a name says which one it is. */
  runs: readonly string[];
}>;

/** The demo in a data folder, or a new one; throws for a folder with data of something else. */
export function keptIn(dataFolder: string, seed: number, today: CalendarDate) {
  const file = join(dataFolder, 'demo.json');
  let kept: Kept = existsSync(file) ? read(file) : { seed, madeOn: today, isMade: false, runs: [] };
  if (kept.seed !== seed || (!existsSync(file) && existsSync(join(dataFolder, 'store'))))
    throw new Error(`${dataFolder} holds other data: remove it, or set DATA_DIR`);
  const keep = (next: Kept) => {
    kept = next;
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    writeWhole(file, JSON.stringify(kept));
  };
  return {
    kept: (): Kept => kept,
    /** Before anything is sent: an interrupted demo goes on with the same days. */
    begin: (): void => keep(kept),
    made: (): void => keep({ ...kept, isMade: true }),
    /** The place of a run's name; a new one takes the next. */
    place: (run: string): number => {
      if (!kept.runs.includes(run)) keep({ ...kept, runs: [...kept.runs, run] });
      return kept.runs.indexOf(run);
    },
  };
}

function read(file: string): Kept {
  const { madeOn, ...rest } = JSON.parse(readFileSync(file, 'utf8')) as Kept; // written below
  const day = readCalendarDate(madeOn);
  if (!day) throw new Error(`${file} is damaged: remove the folder`);
  return { ...rest, madeOn: day };
}
