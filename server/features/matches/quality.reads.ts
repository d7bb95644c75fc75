import { existsSync, readFileSync } from 'node:fs';
import { bootstrap, type MatchOutcome, type Weights } from '../../../matching/index.ts';
import type { Output } from '../../api/operations.ts';
import { type DeclineReason, declineReasons } from '../../domain/matches.ts';
import type { Clock } from '../../platform/clock.ts';
import { compiled } from '../../platform/config.ts';
import type { Workshop } from './engine/workshop.ts';
import { outcomeOf } from './feedback.ts';
import { feedbackDays, knownOf, type LearningPorts } from './learning.job.ts';
import { keptFor } from '../../platform/kept-for.ts';
import type { ShownStore } from './shown.store.ts';
import type { WeightsStore } from './weights.store.ts';

export type QualityPorts = Pick<LearningPorts, 'matches' | 'dealt' | 'platform'> &
  Readonly<{ store: WeightsStore; shown: ShownStore; clock: Clock; work: Workshop['work'] }>;
type Quality = Output<'matching.quality'>;

const tries = 10;
/** Thousands of lists are counted at most this often. */
const countedMs = 10 * 60_000;
const dayMs = 86_400_000;
/** Lower bounds of the bands of shown scores. */
const fitBands = [0, 0.2, 0.4, 0.6, 0.8];

/** How good matching is, with the evidence for it. */
export function qualityReads(ports: QualityPorts) {
  const { store, shown, clock, work } = ports;

  /** Measured once per version of the weights, as the set never changes. */
  let measured: { version: string; frozen: Promise<Quality['frozen']> } | undefined;
  const frozen = (weights: Weights): Promise<Quality['frozen']> => {
    if (measured?.version === weights.version) return measured.frozen;
    const measuring = work('tryWeights', { weights: [weights] }).then(({ set, needs, patents, trials }) => ({
      set,
      needs,
      patents,
      ndcg10: bootstrap(trials[0]?.ndcg10 ?? []),
    }));
    const entry = { version: weights.version, frozen: measuring };
    measured = entry;
    measuring.catch(() => measured === entry && (measured = undefined)); // the next caller tries again
    return measuring;
  };

  const feedback = keptFor(clock, countedMs, async (now): Promise<Quality['feedback']> => {
    const since = new Date(now.getTime() - feedbackDays * dayMs);
    const lists = (await shown.since(since)).filter(({ side }) => side !== 'facilitator');
    const known = await knownOf(lists, ports);
    const outcomes: Record<MatchOutcome, number> = {
      shown: 0,
      opened: 0,
      shortlisted: 0,
      met: 0,
      declined: 0,
      dealt: 0,
    };
    const reasons = new Map<DeclineReason, Set<string>>();
    const byFit = fitBands.map((from) => ({ from, answered: 0, wanted: 0 }));
    const answered = new Set<string>();
    for (const { side, items, opened } of lists) {
      if (side === 'facilitator') continue;
      for (const { id, score } of items) {
        const match = known.matches.get(id);
        const isNo = match?.declined?.by === side;
        if (isNo && match.declined)
          reasons.set(match.declined.reason, (reasons.get(match.declined.reason) ?? new Set()).add(id));
        const became = outcomeOf(side, match, opened?.includes(id) ?? false, known.dealt.has(id));
        const outcome = isNo ? 'declined' : (became?.outcome ?? 'shown');
        outcomes[outcome]++;
        // a no for reasons other than the fit tells nothing about it
        if (!became || outcome === 'shown' || outcome === 'opened' || answered.has(`${side} ${id}`)) continue;
        answered.add(`${side} ${id}`); // once, with the score it was shown with last
        const band = byFit.findLast(({ from }) => score >= from);
        if (band) band.answered++;
        if (band && !isNo) band.wanted++;
      }
    }
    return {
      since: since.toISOString(),
      lists: lists.length,
      outcomes,
      byFit,
      reasons: declineReasons.flatMap((reason) => {
        const count = reasons.get(reason)?.size ?? 0;
        return count > 0 ? [{ reason, count }] : [];
      }),
    };
  });

  return {
    quality: async (): Promise<Quality> => {
      const weights = await ports.platform();
      const live = await store.live();
      const learned = await store.latestLearned(tries);
      return {
        weights: { version: weights.version, since: live?._id === weights.version ? live.at.toISOString() : null },
        frozen: await frozen(weights),
        benchmarks: benchmarks(),
        feedback: await feedback(),
        learned: learned.map(({ _id, at, result, trainedOn, heldBackLists, heldBack, answers, frozen: onFrozen }) => ({
          version: _id,
          at: at.toISOString(),
          result,
          trainedOn,
          heldBackLists,
          heldBack,
          answers: answers ?? null,
          frozen: onFrozen,
        })),
      };
    },
  };
}

/** Output of `npm run bench:matching -- --json` as of the release. */
function benchmarks(): Quality['benchmarks'] {
  const file = compiled('server/features/matches/data/benchmarks.json');
  if (!existsSync(file)) return { queries: '', lines: [] };
  const { queries, lines } = JSON.parse(readFileSync(file, 'utf8')) as Quality['benchmarks']; // and more
  return {
    queries,
    lines: lines.map(({ set, system, queries: count, ndcg10, recall100, oursMinus }) => ({
      set,
      system,
      queries: count,
      ndcg10: { mean: ndcg10.mean, low: ndcg10.low, high: ndcg10.high },
      recall100,
      oursMinus,
    })),
  };
}
