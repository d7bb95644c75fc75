/** A sentence in both languages, as term numbers. */
export interface NumberedPair {
  readonly source: readonly number[];
  readonly target: readonly number[];
}

/** `t(target | source)` as triples; source 0 is the empty word, for targets without a counterpart. */
export interface TranslationProbabilities {
  readonly sources: Uint32Array;
  readonly targets: Uint32Array;
  readonly probabilities: Float64Array;
  /** Expected number of occurrences of each source, including the prior. */
  readonly totals: Float64Array;
}

/** Prior knowledge, as if counted in other sentence pairs. Words by number. */
export interface PriorCounts {
  readonly of: (source: number, target: number) => number;
  /** Sum over all targets of a source, including targets that occur in no pair. */
  readonly total: (source: number) => number;
}

/**
 * Word translation probabilities from sentence pairs, by expectation maximisation. Source numbers begin at 1. Prior
 * counts are added to the expected ones (the mean of a Dirichlet prior). Source: Brown et al., "The mathematics of
 * statistical machine translation", Computational Linguistics 19(2), 1993, model 1.
 */
export function trainModel1(
  pairs: readonly NumberedPair[],
  iterations = 8,
  prior?: PriorCounts,
): TranslationProbabilities {
  const cells = new Cells(pairs);
  const { sources, targets, links, groups } = cells;
  let probabilities = new Float64Array(sources.length).fill(1);
  const sourceCount = sources.reduce((max, s) => Math.max(max, s), 0) + 1;
  const known = Float64Array.from(sources, (s, cell) => prior?.of(s, targets[cell] ?? 0) ?? 0);
  const outside = Float64Array.from({ length: sourceCount }, (_, s) => prior?.total(s) ?? 0);
  known.forEach((count, cell) => (outside[sources[cell] ?? 0] = (outside[sources[cell] ?? 0] ?? 0) - count));
  let totals = outside;
  for (let iteration = 0; iteration < iterations; iteration++) {
    const counts = known.slice();
    // a group is one target word of one sentence with all its possible sources
    for (let g = 0; g + 1 < groups.length; g++) {
      const start = groups[g] ?? 0;
      const end = groups[g + 1] ?? 0;
      let total = 0;
      for (let i = start; i < end; i++) total += probabilities[links[i] ?? 0] ?? 0;
      if (total > 0)
        for (let i = start; i < end; i++) {
          const cell = links[i] ?? 0;
          counts[cell] = (counts[cell] ?? 0) + (probabilities[cell] ?? 0) / total;
        }
    }
    totals = outside.map((count) => Math.max(0, count));
    counts.forEach((count, cell) => (totals[sources[cell] ?? 0] = (totals[sources[cell] ?? 0] ?? 0) + count));
    probabilities = counts.map((count, cell) => count / (totals[sources[cell] ?? 0] || 1));
  }
  return { sources, targets, probabilities, totals };
}

/** Numbers all (source, target) that occur in one pair, and lists the cells of each target word of each pair. */
class Cells {
  readonly sources: Uint32Array;
  readonly targets: Uint32Array;
  readonly links: Uint32Array;
  readonly groups: Uint32Array;

  constructor(pairs: readonly NumberedPair[]) {
    const linkCount = pairs.reduce((sum, p) => sum + (p.source.length + 1) * p.target.length, 0);
    this.links = new Uint32Array(linkCount);
    this.groups = new Uint32Array(pairs.reduce((sum, p) => sum + p.target.length, 1));
    const known = new Map<number, number>();
    const sources: number[] = [];
    const targets: number[] = [];
    let link = 0;
    let group = 0;
    for (const { source, target } of pairs)
      for (const t of target) {
        for (const s of [0, ...source]) {
          const key = s * 0x400000 + t;
          let cell = known.get(key);
          if (cell === undefined) {
            cell = sources.push(s) - 1;
            targets.push(t);
            known.set(key, cell);
          }
          this.links[link++] = cell;
        }
        this.groups[++group] = link;
      }
    this.sources = Uint32Array.from(sources);
    this.targets = Uint32Array.from(targets);
  }
}
