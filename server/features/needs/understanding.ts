import { wantedIndicatorsIn } from '../../../matching/index.ts';
import type { Output } from '../../api/operations.ts';
import type { CalendarDate } from '../../domain/calendar.ts';
import { readNeed } from '../../domain/needs/reading/read-need.ts';
import { shortTitle } from '../../domain/needs/reading/title.ts';
import { understoodKey, understoodView } from '../../domain/needs/reading/understood.ts';

type Answer = Output<'needs.understand'>;
type View = Answer['understood'][number];

/** What a text says, for whoever is writing it: conditions and the figures it asks for, in its order, and a title. */
export function understand(text: string, today: CalendarDate): Answer {
  const read = readNeed(text, today);
  const words = read.map((one) => one.words);
  const figures = wantedIndicatorsIn(text, words).map(({ text: figure, start, end }): View => {
    const from = { words: figure, start, end };
    return {
      field: 'figure',
      key: understoodKey({ field: 'figure', words: figure }),
      ...from,
      about: aboutOf(text, start),
    };
  });
  const understood = [...read.map(understoodView), ...figures.slice(0, mostFigures)];
  return { title: shortTitle(text), understood: understood.sort((a, b) => a.start - b.start) };
}

const mostFigures = 60;

/** The clause before a figure. */
const aboutOf = (text: string, start: number): string =>
  (
    text
      .slice(Math.max(0, start - 24), start)
      .split(/[,，。；;:：、\n(（]|\.\s/)
      .at(-1) ?? ''
  ).trim();
