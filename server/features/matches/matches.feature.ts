import { openEmbedder } from '../../platform/search/embedder.ts';
import type { Feature, Ground } from '../../platform/feature.ts';
import { classesReads } from './classes.reads.ts';
import { workshop } from './engine/workshop.ts';
import { type LearningPorts, learningJob } from './learning.job.ts';
import { markedLists } from './marked-lists.ts';
import { matchesReader } from './matches.consumer.ts';
import type { MatchPorts } from './matches.ports.ts';
import { matchingIndex } from './matching-index.ts';
import { type MatchesReadsPorts, matchesReads } from './matches.reads.ts';
import { type MatchesServicePorts, matchesService } from './matches.service.ts';
import { matchesStore } from './matches.store.ts';
import { qualityReads } from './quality.reads.ts';
import { rematchJob } from './rematch.job.ts';
import { shownStore, shownThisWeek } from './shown.store.ts';
import { similarReads } from './similar.reads.ts';
import { type TablePorts, tableJob } from './table.job.ts';
import { weightsService } from './weights.service.ts';
import { weightsStore } from './weights.store.ts';

export type MatchesNeeds = MatchPorts &
  Pick<MatchesServicePorts, 'termsOf'> &
  Pick<MatchesReadsPorts, 'worthTelling'> &
  Pick<LearningPorts, 'dealt'> &
  Pick<TablePorts, 'patents'>;

export function matchesFeature(ground: Ground, needs: MatchesNeeds) {
  const { config, clock, database } = ground;
  const { embedder, dataFolder } = config;
  const { work, stop } = workshop();
  const ports = { ...ground, ...needs, store: matchesStore(database), shown: shownStore(database), work };
  const weightPorts = { ...ports, store: weightsStore(database), matches: ports.store };
  const weights = weightsService(weightPorts);
  const learning = { ...weightPorts, platform: weights.platform };
  const marked = markedLists(ports);
  const index = matchingIndex({
    ...ports,
    marked,
    dataFolder,
    openEmbedder: embedder && ((signal) => openEmbedder(embedder, signal)),
    weights: weights.platform,
    shownThisWeek: shownThisWeek(ports.shown, clock),
  });
  const service = matchesService(ports);
  const asking = { ...ports, ask: index.ask, options: index.options, weightsOf: weights.of };
  const reads = { ...matchesReads(asking, service), ...classesReads(asking), ...similarReads(asking) };
  const quality = qualityReads(learning);
  const changed = marked.addAll;
  return {
    handlers: {
      'matches.forNeed': ({ actor, params, query }) => reads.forNeed(actor, params.needId, query.limit),
      'matches.classes': ({ actor, params }) => reads.classes(actor, params.needId),
      'matches.forPatent': ({ actor, params, query }) => reads.forPatent(actor, params.patentId, query.limit),
      'patents.similar': ({ params }) => reads.similarPatents(params.patentId),
      'matches.explain': ({ actor, params }) => reads.explain(actor, params),
      'matches.fresh': ({ actor, query }) => reads.fresh(actor, query),
      'matches.introductions': ({ actor, query }) => reads.introductions(actor, query),
      'matches.mine': ({ actor, query }) => reads.mine(actor, query),
      'matches.see': async ({ actor, body }) => {
        await service.see(actor, body.pairs, clock.now());
        return {};
      },
      'matches.showInterest': ({ actor, params, body }) => service.interest(actor, params, body),
      'matches.decline': ({ actor, params, body }) => service.decline(actor, params, body),
      'matches.recommend': ({ actor, params, body }) => service.recommend(actor, params, body),
      'matching.weights': ({ actor }) => weights.weights(actor),
      'matching.tryWeights': ({ actor, body }) => weights.tryWeights(actor, body),
      'matching.setWeights': ({ actor, body }) => weights.setWeights(actor, body),
      'matching.quality': () => quality.quality(),
    },
    streamGuards: { match: service.maySee },
    readers: [matchesReader({ ...ports, marked })],
    followers: [index.follower],
    jobs: [
      rematchJob({ ...ports, index, marked }),
      learningJob({ ...learning, changed }),
      tableJob({ ...ports, files: index.tables, changed }),
    ],
    checks: { matching: index.health },
    start: index.start,
    stop: () => stop().then(index.stop),
    offers: { matching: { ask: index.ask, tables: index.tables, isSettled: marked.isSettled }, due: service.due },
  } satisfies Feature;
}
