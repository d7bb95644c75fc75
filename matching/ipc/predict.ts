import { createIndex, type TextIndex } from '../lexical/text-index.ts';
import { patentIndexConfig } from '../lexical/config.ts';
import { byScoreThenId } from '../lexical/top.ts';
import { ipcParts } from './symbol.ts';
import type { IpcTitle } from './titles.ts';

/** A subclass that a text may belong to. The probabilities of all predictions sum to at most 1. */
export interface PredictedSubclass {
  readonly subclass: string;
  readonly probability: number;
}

/** A classified patent that resembles the text; a higher score is more alike. */
export interface Neighbour {
  readonly ipc: readonly string[];
  readonly score: number;
}

const titleShare = 0.3;

/**
 * Predicts IPC subclasses for an unclassified text, from similar classified patents (70 %) and from the titles of the
 * IPC itself (30 %), or from one of them alone if the other finds nothing. People see the result and can correct it.
 */
export class IpcPredictor {
  readonly #titles: TextIndex = createIndex(patentIndexConfig);

  constructor(titles: readonly IpcTitle[]) {
    const texts = new Map<string, { title: string; abstract: string[] }>();
    for (const { symbol, zh, en } of titles) {
      const parts = ipcParts(symbol);
      if (!parts?.subclass) continue;
      const known = texts.get(parts.subclass) ?? { title: '', abstract: [] };
      if (parts.mainGroup) known.abstract.push(zh, en);
      else known.title = `${zh}\n${en}`;
      texts.set(parts.subclass, known);
    }
    for (const [subclass, { title, abstract }] of texts)
      this.#titles.add(subclass, { title, abstract: abstract.join('\n') });
  }

  predict(text: string, neighbours: readonly Neighbour[], k = 5): PredictedSubclass[] {
    const byTitles = shares(this.#titles.search(text, 10).map(({ id, score }) => [id, score ** 2] as const));
    const byPatents = shares(
      neighbours.flatMap(({ ipc, score }) => subclassesOf(ipc).map((subclass) => [subclass, score ** 2] as const)),
    );
    const weight = byPatents.size === 0 ? 1 : byTitles.size === 0 ? 0 : titleShare;
    const all = [...new Set([...byTitles.keys(), ...byPatents.keys()])].map((id) => ({
      id,
      score: weight * (byTitles.get(id) ?? 0) + (1 - weight) * (byPatents.get(id) ?? 0),
    }));
    return all
      .sort(byScoreThenId)
      .slice(0, k)
      .map(({ id, score }) => ({ subclass: id, probability: score }));
  }
}

const subclassesOf = (symbols: readonly string[]) => [
  ...new Set(symbols.flatMap((symbol) => ipcParts(symbol)?.subclass || [])),
];

/** The share of each key in the total. */
function shares(entries: readonly (readonly [string, number])[]): Map<string, number> {
  const sums = new Map<string, number>();
  let total = 0;
  for (const [key, value] of entries) {
    sums.set(key, (sums.get(key) ?? 0) + value);
    total += value;
  }
  for (const [key, sum] of sums) sums.set(key, sum / total);
  return sums;
}
