import { existsSync, readFileSync } from 'node:fs';
import { IpcPredictor, type Neighbour, readIpcTitles } from '../../../../matching/index.ts';
import type { LikelyClass } from './protocol.ts';

export type Classifier = Readonly<{
  /** The most probable subclasses of a text; empty without the file of titles. */
  likely: (
    text: string,
    patents: readonly Neighbour[],
    known: readonly Neighbour[],
    limit: number,
  ) => readonly LikelyClass[];
}>;

/** Predicts subclasses. The titles of the IPC are read and indexed (a second or two) at the first call. */
export function classifier(file: string): Classifier {
  let made: { predictor: IpcPredictor; titles: ReadonlyMap<string, { zh: string; en: string }> } | undefined;
  const make = () => {
    const titles = existsSync(file) ? readIpcTitles(readFileSync(file)) : [];
    return {
      predictor: new IpcPredictor(titles),
      titles: new Map(titles.map(({ symbol, zh, en }) => [symbol, { zh, en }])),
    };
  };
  return {
    likely: (text, patents, known, limit) => {
      const { predictor, titles } = (made ??= make());
      return predictor
        .predict(text, [...patents, ...inScaleOf(patents, known)], limit)
        .map(({ subclass, probability }) => {
          const { zh = '', en = '' } = titles.get(subclass) ?? {};
          return { subclass, probability, zh, en };
        });
    },
  };
}

/** Scores of different indexes are not comparable, so the best of each is made equal. */
function inScaleOf(patents: readonly Neighbour[], known: readonly Neighbour[]): Neighbour[] {
  const best = (list: readonly Neighbour[]) => list.reduce((most, { score }) => Math.max(most, score), 0);
  const [most, mine] = [best(patents), best(known)];
  const factor = most > 0 && mine > 0 ? most / mine : 1;
  return known.map(({ ipc, score }) => ({ ipc, score: score * factor }));
}
