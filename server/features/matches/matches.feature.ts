import { compiled } from '../../platform/config.ts';
import { openEmbedder } from '../../platform/search/embedder.ts';
import { matchNotices } from '../../domain/matches/match-notices.ts';
import type { Feature, Ground } from '../../platform/feature.ts';
import { type ChoicesPorts, choicesReads } from './choices.reads.ts';
import { classesReads } from './classes.reads.ts';
import { workshop } from './engine/workshop.ts';
import { industriesService } from './industries.service.ts';
import { type LearningPorts, learningJob } from './learning.job.ts';
import { listsReads } from './lists.reads.ts';
import { listMarks } from './list-marks.store.ts';
import { markedLists } from './marked-lists.ts';
import { matchesReader } from './matches.consumer.ts';
import type { MatchPorts } from './matches.ports.ts';
import { matchingIndex } from './matching-index.ts';
import { type MatchesServicePorts, matchesService } from './matches.service.ts';
import { matchesStore } from './matches.store.ts';
import { matchesWaiting } from './matches.waiting.ts';
import { type PairViewsPorts, pairViews } from './pair-views.ts';
import { previewReads } from './preview.reads.ts';
import { qualityReads } from './quality.reads.ts';
import { rankedReads } from './ranked.reads.ts';
import { rematchJob } from './rematch.job.ts';
import { shownStore, shownThisWeek } from './shown.store.ts';
import { similarReads } from './similar.reads.ts';
import { type TablePorts, tableJob } from './table.job.ts';
import { weightsService } from './weights.service.ts';
import { weightsStore } from './weights.store.ts';

export type MatchesNeeds = MatchPorts &
  Pick<MatchesServicePorts, 'termsOf' | 'takeBackHours'> &
  Pick<PairViewsPorts, 'worthTelling'> &
  Pick<ChoicesPorts, 'offeredBy'> &
  Pick<LearningPorts, 'dealt' | 'leastTeachers'> &
  Pick<TablePorts, 'patents'>;

export function matchesFeature(
  { config, clock, newId, logger, database, commands, plan }: Ground,
  {
    patents,
    needs,
    organisationNames,
    places,
    prices,
    dealIdOf,
    dealt,
    termsOf,
    takeBackHours,
    worthTelling,
    offeredBy,
    leastTeachers,
  }: MatchesNeeds,
) {
  const { embedder, dataFolder } = config;
  const { work, stop } = workshop();
  const store = matchesStore(database);
  const shown = shownStore(database);
  const learned = weightsStore(database);
  const weights = weightsService({ store: learned, commands, work });
  const { platform, of: weightsOf } = weights;
  const industries = industriesService({ store: learned, commands, file: compiled('matching/data/gbt4754.tsv') });
  const marks = listMarks(database, newId);
  const marked = markedLists({ patents, needs, marks, clock, newId, plan });
  const changed = marked.addAll;
  const index = matchingIndex({
    patents,
    needs,
    places,
    store,
    clock,
    logger,
    marked,
    work,
    dataFolder,
    openEmbedder: embedder && ((signal) => openEmbedder(embedder, signal)),
    weights: platform,
    shownThisWeek: shownThisWeek(shown, clock),
  });
  const { ask, askNow, options } = index;
  const service = matchesService({ patents, needs, places, prices, store, commands, termsOf, takeBackHours });
  const views = pairViews({
    patents,
    needs,
    organisationNames,
    places,
    dealIdOf,
    worthTelling,
    store,
    askNow,
    options,
    weightsOf,
    clock,
  });
  const nameOfIndustry = industries.nameOf;
  const { load } = service;
  const ranked = rankedReads({ patents, needs, places, prices, views, shown, ask, nameOfIndustry, clock, newId, load });
  const lists = listsReads({ store, views, industriesOf: industries.of, nameOfIndustry });
  const choices = choicesReads({ store, patents, needs, offeredBy, page: views.page });
  const classes = classesReads({ needs, ask });
  const preview = previewReads({ patents, organisationNames, places, worthTelling, ask, options, clock });
  const similar = similarReads({ patents, organisationNames, ask });
  const quality = qualityReads({ store: learned, matches: store, shown, clock, work, dealt, platform });
  return {
    handlers: {
      'matches.forNeed': ({ actor, params, query }) => ranked.forNeed(actor, params.needId, query),
      'matches.preview': ({ actor, body }) => preview(actor, body),
      'matches.classes': ({ actor, params }) => classes.classes(actor, params.needId),
      'matches.forPatent': ({ actor, params, query }) => ranked.forPatent(actor, params.patentId, query),
      'patents.similar': ({ params }) => similar.similarPatents(params.patentId),
      'matches.needsFor': ({ actor, params, query }) => choices.needsFor(actor, params.patentId, query),
      'matches.patentsFor': ({ actor, params, query }) => choices.patentsFor(actor, params.needId, query),
      'matches.explain': ({ actor, params }) => ranked.explain(actor, params),
      'matches.fresh': ({ actor, query }) => lists.fresh(actor, query),
      'matches.introductions': ({ actor, query }) => lists.introductions(actor, query),
      'matches.groups': ({ actor, query }) => lists.groups(actor, query),
      'matches.mine': ({ actor, query }) => lists.mine(actor, query),
      'matches.see': async ({ actor, body }) => {
        await service.see(actor, body.pairs, clock.now());
        return {};
      },
      'matches.showInterest': ({ actor, params, body }) => service.interest(actor, params, body),
      'matches.decline': ({ actor, params, body }) => service.decline(actor, params, body),
      'matches.takeBack': ({ actor, params, body }) => service.takeBack(actor, params, body),
      'matches.recommend': ({ actor, params, body }) => service.recommend(actor, params, body),
      'matching.weights': ({ actor }) => weights.weights(actor),
      'matching.tryWeights': ({ actor, body }) => weights.tryWeights(actor, body),
      'matching.setWeights': ({ actor, body }) => weights.setWeights(actor, body),
      'matching.industries': ({ actor }) => industries.industries(actor),
      'matching.setIndustries': ({ actor, body }) => industries.setIndustries(actor, body),
      'matching.quality': () => quality.quality(),
    },
    streamGuards: { match: service.maySee },
    readers: [matchesReader({ patents, needs, store, marked })],
    followers: [index.follower],
    jobs: [
      rematchJob({ patents, needs, store, marks, clock, index, marked }),
      learningJob({ store: learned, matches: store, shown, commands, work, dealt, platform, changed, leastTeachers }),
      tableJob({ patents, commands, work, files: index.tables, changed }),
    ],
    checks: { matching: index.health },
    start: index.start,
    stop: () => stop().then(index.stop),
    notices: matchNotices,
    offers: {
      matching: { ask: index.ask, tables: index.tables, isSettled: marked.isSettled },
      due: service.due,
      between: choices.between,
      waiting: matchesWaiting({ store, needs, patents }),
    },
  } satisfies Feature;
}
