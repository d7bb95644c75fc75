import { readFileSync } from 'node:fs';
import { Matcher, type MatchNeed, type MatchPatent, ndcg, type Weights } from '../../../../matching/index.ts';

type Line = { name?: string; patent?: MatchPatent; need?: MatchNeed; answers?: string[] };

/** Patents and needs made by the project's generator, with the patents that answer each need. */
export type FrozenSet = Readonly<{
  name: string;
  patents: readonly MatchPatent[];
  needs: readonly Readonly<{ need: MatchNeed; answers: readonly string[] }>[];
}>;

export function readFrozenSet(file: string): FrozenSet {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line); // written by scripts/build-frozen-set.ts
  return {
    name: lines[0]?.name ?? '',
    patents: lines.flatMap(({ patent }) => patent ?? []),
    needs: lines.flatMap(({ need, answers }) => (need && answers ? [{ need, answers }] : [])),
  };
}

/** Result of weights on the frozen set: for each need nDCG@10 and the ids of the first ten. */
export type Trial = Readonly<{ ndcg10: readonly number[]; firstTen: readonly (readonly string[])[] }>;

/** The set has a fixed day, so that nothing in it expires. */
const today = '2026-01-01';

/** Ranks the whole set, without a semantic space, with each of the weights. Takes seconds: call it in a worker. */
export function tryOnFrozenSet(set: FrozenSet, weights: readonly Weights[]): Trial[] {
  const matcher = new Matcher();
  for (const patent of set.patents) matcher.putPatent(patent);
  for (const { need } of set.needs) matcher.putNeed(need);
  return weights.map((one) => {
    const lists = set.needs.map(({ need }) =>
      matcher.matchesForNeed(need.id, 10, { today, weights: one }).map(({ patentId }) => patentId),
    );
    return {
      ndcg10: set.needs.map(({ answers }, at) => ndcg(lists[at] ?? [], new Set(answers))),
      firstTen: lists,
    };
  });
}
