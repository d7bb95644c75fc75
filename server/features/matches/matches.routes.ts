import type { Clock } from '../../platform/clock.ts';
import type { HandlersOf } from '../../platform/pipeline.ts';
import type { ClassesReads } from './classes.reads.ts';
import type { MatchesReads } from './matches.reads.ts';
import type { MatchesService } from './matches.service.ts';
import type { QualityReads } from './quality.reads.ts';
import type { SimilarReads } from './similar.reads.ts';
import type { WeightsService } from './weights.service.ts';

export function matchesRoutes(
  service: MatchesService,
  reads: MatchesReads & ClassesReads & SimilarReads,
  clock: Clock,
): HandlersOf<'matches'> {
  return {
    'matches.forNeed': ({ actor, params, query }) => reads.forNeed(actor, params.needId, query.limit),
    'matches.classes': ({ actor, params }) => reads.classes(actor, params.needId),
    'matches.forPatent': ({ actor, params, query }) => reads.forPatent(actor, params.patentId, query.limit),
    'matches.similarPatents': ({ params }) => reads.similarPatents(params.patentId),
    'matches.explain': ({ actor, params }) => reads.explain(actor, params),
    'matches.fresh': ({ actor, query }) => reads.fresh(actor, query),
    'matches.introductions': ({ actor, query }) => reads.introductions(actor, query),
    'matches.mine': ({ actor, query }) => reads.mine(actor, query),
    'matches.see': async ({ actor, body }) => {
      await service.see(actor, body.pairs, clock.now());
      return {};
    },
    'matches.interest': ({ actor, params, body }) => service.interest(actor, params, body),
    'matches.decline': ({ actor, params, body }) => service.decline(actor, params, body),
    'matches.recommend': ({ actor, params, body }) => service.recommend(actor, params, body),
  };
}

export function matchingRoutes(weights: WeightsService, reads: QualityReads): HandlersOf<'matching'> {
  return {
    'matching.weights': ({ actor }) => weights.weights(actor),
    'matching.tryWeights': ({ actor, body }) => weights.tryWeights(actor, body),
    'matching.setWeights': ({ actor, body }) => weights.setWeights(actor, body),
    'matching.quality': () => reads.quality(),
  };
}
