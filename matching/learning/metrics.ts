/** nDCG@k with binary relevance: 1 when all relevant items come first, 0 when nothing is relevant. */
export function ndcg(ranked: readonly string[], relevant: ReadonlySet<string>, k = 10): number {
  const worth = (place: number) => 1 / Math.log2(place + 2);
  const got = ranked.slice(0, k).reduce((sum, id, place) => (relevant.has(id) ? sum + worth(place) : sum), 0);
  let best = 0;
  for (let place = 0; place < Math.min(k, relevant.size); place++) best += worth(place);
  return best === 0 ? 0 : got / best;
}

/** Share of the relevant items that are among the first `k`. */
export function recall(ranked: readonly string[], relevant: ReadonlySet<string>, k = 100): number {
  return relevant.size === 0 ? 0 : ranked.slice(0, k).filter((id) => relevant.has(id)).length / relevant.size;
}

/** 1 / rank of the first relevant item; 0 when there is none. */
export function reciprocalRank(ranked: readonly string[], relevant: ReadonlySet<string>): number {
  const place = ranked.findIndex((id) => relevant.has(id));
  return place < 0 ? 0 : 1 / (place + 1);
}
