import type { Actor } from './domain/actors.ts';
import { type CalendarDate, dateInShanghai } from './domain/calendar.ts';
import type { Deal } from './domain/deals/deal.ts';
import type { ParameterKey } from './domain/parameters.ts';
import { accountsReads } from './features/accounts/accounts.reads.ts';
import { accountsRoutes } from './features/accounts/accounts.routes.ts';
import { accountsService } from './features/accounts/accounts.service.ts';
import { accountsStore } from './features/accounts/accounts.store.ts';
import { oneTimeSecrets } from './features/accounts/one-time-secrets.ts';
import { passwordsService } from './features/accounts/passwords.service.ts';
import { comparableDeals, dealtMatches } from './features/deals/comparables.reads.ts';
import { dealsReader } from './features/deals/deals.consumer.ts';
import { dealsReads } from './features/deals/deals.reads.ts';
import { dealsRoutes } from './features/deals/deals.routes.ts';
import { dealIdOf, dealsService, maySee as maySeeDeal } from './features/deals/deals.service.ts';
import { dealsStore } from './features/deals/deals.store.ts';
import { filesRoutes } from './features/files/files.routes.ts';
import { importJobs } from './features/imports/imports.jobs.ts';
import { importsReads } from './features/imports/imports.reads.ts';
import { importsRoutes } from './features/imports/imports.routes.ts';
import { importsService } from './features/imports/imports.service.ts';
import { importsStore } from './features/imports/imports.store.ts';
import { ledgerStore } from './features/ledger/ledger.store.ts';
import { classesReads } from './features/matches/classes.reads.ts';
import { workshop } from './features/matches/engine/workshop.ts';
import { learningJob } from './features/matches/learning.job.ts';
import { matchesConsumer } from './features/matches/matches.consumer.ts';
import { matchesReads } from './features/matches/matches.reads.ts';
import { matchesRoutes, matchingRoutes } from './features/matches/matches.routes.ts';
import { isPartyOf, matchesService } from './features/matches/matches.service.ts';
import { matchesStore } from './features/matches/matches.store.ts';
import { qualityReads } from './features/matches/quality.reads.ts';
import { shownStore, shownThisWeek } from './features/matches/shown.store.ts';
import { similarReads } from './features/matches/similar.reads.ts';
import { tableJob } from './features/matches/table.job.ts';
import { weightsService } from './features/matches/weights.service.ts';
import { weightsStore } from './features/matches/weights.store.ts';
import { compareAmounts, metricsReader } from './features/metrics/metrics.consumer.ts';
import { metricsReads } from './features/metrics/metrics.reads.ts';
import { metricsRoutes } from './features/metrics/metrics.routes.ts';
import { metricsStore } from './features/metrics/metrics.store.ts';
import { needCopies } from './features/needs/copies.reads.ts';
import { needsBulk } from './features/needs/needs.bulk.ts';
import { needsReader } from './features/needs/needs.consumer.ts';
import { needsReads } from './features/needs/needs.reads.ts';
import { needsRoutes } from './features/needs/needs.routes.ts';
import { needsService } from './features/needs/needs.service.ts';
import { needsStore } from './features/needs/needs.store.ts';
import { needsSweep } from './features/needs/needs.sweep.ts';
import { parametersRoutes, parametersService } from './features/parameters/parameters.service.ts';
import { parametersStore } from './features/parameters/parameters.store.ts';
import { patentCopies } from './features/patents/copies.reads.ts';
import { patentsForDeals } from './features/patents/deals.reads.ts';
import { patentsBulk } from './features/patents/patents.bulk.ts';
import { patentsReader } from './features/patents/patents.consumer.ts';
import { patentsReads } from './features/patents/patents.reads.ts';
import { patentsRoutes } from './features/patents/patents.routes.ts';
import { patentsService } from './features/patents/patents.service.ts';
import { patentsStore } from './features/patents/patents.store.ts';
import { patentsSweep } from './features/patents/patents.sweep.ts';
import { reviewsRoutes } from './features/reviews/reviews.routes.ts';
import { reviewsStore } from './features/reviews/reviews.store.ts';
import { builtinEngine } from './features/search/builtin-engine.ts';
import { searchConsumer } from './features/search/search.consumer.ts';
import { mayFind, needAudience, patentAudience } from './features/search/search.indexes.ts';
import { searchReads } from './features/search/search.reads.ts';
import { searchRoutes } from './features/search/search.routes.ts';
import { searchStore } from './features/search/search.store.ts';
import { watchesReader } from './features/watches/watches.consumer.ts';
import { watchesReads } from './features/watches/watches.reads.ts';
import { watchesRoutes } from './features/watches/watches.routes.ts';
import { watchesService } from './features/watches/watches.service.ts';
import { watchesStore } from './features/watches/watches.store.ts';
import type { Clock, NewId } from './platform/clock.ts';
import type { Commands } from './platform/commands.ts';
import { compiled, type Config } from './platform/config.ts';
import { openEmbedder } from './platform/embedder.ts';
import { keyedDigest, sha256 } from './platform/events/chain.ts';
import type { EventStore } from './platform/events/event.store.ts';
import type { Reader } from './platform/events/relay.ts';
import type { Follower } from './platform/events/tail.ts';
import type { Files } from './platform/files.ts';
import type { Logger } from './platform/logger.ts';
import type { Database } from './platform/mongo.ts';
import { type JobHandler, type Scheduler, nightlyAt } from './platform/scheduler.ts';
import { openSearch } from './platform/search/open-search.ts';
import { readSetupToken } from './platform/setup-token.ts';

/** Who may follow the streams of one kind (`deal:…`): stated by the feature that owns them. */
export type StreamGuards = Readonly<Record<string, (actor: Actor, id: string) => Promise<boolean>>>;

/** What all features stand on. */
export type Ground = Readonly<{
  config: Config;
  clock: Clock;
  logger: Logger;
  newId: NewId;
  /** The installation's key for one purpose. */
  secret: (purpose: string) => string;
  database: Database;
  events: EventStore;
  files: Files;
  commands: Commands;
  plan: Scheduler['plan'];
  cancel: Scheduler['cancel'];
  wakeRelay: () => void;
}>;

/** Builds every feature and hands each what it needs of the others; nothing here listens or runs yet. */
export async function createFeatures(ground: Ground) {
  const { config, clock, logger, newId, secret, database, events, files, commands, plan, cancel, wakeRelay } = ground;

  const proofOf = keyedDigest(secret('texts'));
  const accounts = accountsStore(database);
  const parameterEntries = parametersStore(database);
  const parameters = parametersService(parameterEntries, commands, proofOf);
  const numberAt = async (key: ParameterKey, place: string, day: CalendarDate) =>
    Number((await parameters.at(key, place, day)).value);
  const numberNow = (key: ParameterKey) => (place: string, now: Date) => numberAt(key, place, dateInShanghai(now));

  const people = accountsService({
    store: accounts,
    commands,
    newId,
    secrets: oneTimeSecrets(secret('invitations')),
    invitationDays: numberNow('account.invitationDays'),
    proofOf,
    setupToken: () => readSetupToken(config.dataFolder),
  });
  const passwords = passwordsService({
    store: accounts,
    commands,
    secrets: oneTimeSecrets(secret('password-links')),
    personOf: people.load,
    linkHours: numberNow('account.passwordLinkHours'),
  });

  const ledger = ledgerStore(database);
  const organisations = {
    names: accounts.organisationNames,
    isApprovedCentre: async (id: string) => {
      const found = await accounts.organisation(id);
      return found?.kind === 'centre' && found.state === 'approved';
    },
  };
  const patentStore = patentsStore(database);
  const needStore = needsStore(database);
  const dealStore = dealsStore(database);
  const dealPorts = {
    store: dealStore,
    ledger,
    organisations,
    people: accounts.peopleNames,
    patents: patentsForDeals(patentStore, clock),
    needTitles: needStore.titles,
    files: {
      of: async (fileId: string, organisationIds: readonly string[]) => {
        const file = await files.find(fileId);
        return file && organisationIds.includes(file.organisationId) ? { fileId, sha256: file.sha256 } : null;
      },
    },
  };
  const deals = dealsService({ ...dealPorts, commands, clock, newId, proofOf });
  const amounts = metricsStore(database);
  const amountReads = metricsReads({
    store: amounts,
    centre: async (id) => {
      const found = await accounts.organisation(id);
      return found && { id, kind: found.kind, place: found.place, level: found.level };
    },
    papers: async (dealId) => {
      const kept = await dealStore.deal(dealId);
      if (!kept) throw new Error('amounts come from deals');
      return { ledger: await ledger.of(dealId), contract: kept.deal.contract, evidence: kept.deal.evidence };
    },
    minimumLevel: async (place) => {
      const { value, effectiveFrom } = await parameters.at('metrics.minimumLevel', place, dateInShanghai(clock.now()));
      return { value: Number(value), effectiveFrom };
    },
  });
  const reviews = reviewsStore(database);
  const patentsPorts = {
    store: patentStore,
    commands,
    organisations: accounts.organisations,
    reviewsRequired: reviews.ofPatents,
    digest: sha256,
    parameter: numberAt,
  };
  const patents = patentsService(patentsPorts);
  const needsPorts = {
    store: needStore,
    commands,
    organisations: accounts.organisations,
    reviewsRequired: reviews.ofNeeds,
    digest: sha256,
    confirmationDays: (place: string, day: CalendarDate) => numberAt('listing.confirmEveryDays', place, day),
  };
  const needs = needsService(needsPorts);
  const importsPorts = {
    store: importsStore(database),
    commands,
    files,
    plan,
  };

  const imports = importsService(importsPorts);
  const copies = { patents: patentCopies(patentStore), needs: needCopies(needStore) };
  const search = await openSearch(config, logger, builtinEngine);
  const { engine } = search;
  const searching = searchConsumer({ engine, store: searchStore(database), events, clock, logger, ...copies });
  search.onReturn(() => {
    searching.engineReturned().then(
      wakeRelay,
      () => undefined, // the database is away: the events stay parked and show on /health
    );
  });

  const matchStore = matchesStore(database);
  const places = async (ids: readonly string[]) =>
    new Map([...(await accounts.organisations(ids))].map(([id, { place }]) => [id, place]));
  const ipcOf = async (ids: readonly string[]) =>
    new Map((await copies.patents.present(ids)).map(({ id, content }) => [id, content.ipc]));
  const matchPorts = {
    ...copies,
    store: matchStore,
    places,
    organisationNames: accounts.organisationNames,
    comparables: comparableDeals(dealStore, ipcOf),
    dealIdOf,
  };
  const shown = shownStore(database);
  const bench = workshop();
  const { embedder } = config;
  const weightStore = weightsStore(database);
  const weights = weightsService({ store: weightStore, commands, work: bench.work });
  const matching = matchesConsumer({
    ...matchPorts,
    clock,
    newId,
    logger,
    dataFolder: config.dataFolder,
    plan,
    work: bench.work,
    openEmbedder: embedder && ((signal) => openEmbedder(embedder, signal)),
    weights: weights.platform,
    shownThisWeek: shownThisWeek(shown, clock),
  });
  const learning = {
    store: weightStore,
    matches: matchStore,
    shown,
    work: bench.work,
    platform: weights.platform,
    dealt: dealtMatches(dealStore),
  };
  const matches = matchesService({
    ...matchPorts,
    commands,
    plan,
    cancel,
    answerDays: numberNow('match.answerDays'),
  });
  const matchReads = {
    ...matchPorts,
    shown,
    ask: matching.ask,
    options: matching.options,
    worthTelling: (place: string) => numberAt('match.worthTelling', place, dateInShanghai(clock.now())),
    weightsOf: weights.of,
    clock,
    newId,
  };
  const watchesPorts = {
    store: watchesStore(database),
    commands,
    sources: {
      patent: { ...copies.patents, titles: titlesOf(copies.patents.present, patentAudience) },
      need: { ...copies.needs, titles: titlesOf(copies.needs.present, needAudience) },
    },
  };
  const watches = watchesService(watchesPorts);
  const streamGuards: StreamGuards = {
    match: (actor, id) =>
      matchStore
        .match(id)
        .then((found) => isPartyOf(found, actor.kind === 'person' ? actor.organisation?.id : undefined)),
    deal: (actor, id) => dealStore.deal(id).then((kept) => kept !== null && maySeeDeal(actor, kept.deal)),
    room: (actor, id) => dealStore.deal(id).then((kept) => kept !== null && maySeeDeal(actor, kept.deal)),
    patent: patents.maySee,
    need: needs.maySee,
    import: imports.maySee,
    organisation: async (actor, id) => actor.kind === 'person' && actor.organisation?.id === id,
  };

  return {
    people,
    passwords,
    accounts,
    searching,
    matching,
    streamGuards,
    checks: { search: search.health, matching: matching.health },
    handlers: {
      ...accountsRoutes(people, passwords, accountsReads(accounts)),
      ...parametersRoutes(parameters, parameterEntries),
      ...filesRoutes({ files, clock, isInMyDeals: deals.isInMyDeals }),
      ...dealsRoutes(deals, dealsReads({ ...dealPorts, service: deals, events })),
      ...metricsRoutes(amountReads, () => compareAmounts({ database, amounts, events })),
      ...reviewsRoutes(reviews, commands),
      ...patentsRoutes(patents, patentsReads(patentsPorts, clock)),
      ...needsRoutes(needs, needsReads(needsPorts, clock)),
      ...importsRoutes(imports, importsReads(importsPorts.store)),
      ...searchRoutes(searchReads({ engine, clock, ...copies })),
      ...matchesRoutes(
        matches,
        { ...matchesReads(matchReads, matches), ...classesReads(matchReads), ...similarReads(matchReads) },
        clock,
      ),
      ...matchingRoutes(weights, qualityReads({ ...learning, clock })),
      ...watchesRoutes(watches, watchesReads(watchesPorts), clock),
    },
    readers: [
      dealsReader(deals),
      metricsReader(amounts, events),
      ...searching.readers,
      matching.reader,
      watchesReader(watchesPorts),
      patentsReader(patentStore, commands, async (patentIds) => (await dealStore.about({ patentIds })).map(followed)),
      needsReader(needStore, commands, async (needId) => (await dealStore.about({ needId })).map(followed)),
    ] satisfies Reader[],
    jobs: [
      {
        kind: 'amounts.compare',
        next: nightlyAt(3),
        run: async () => {
          const { differences } = await compareAmounts({ database, amounts, events });
          if (differences.length > 0) logger.error({ differences }, 'amounts differ from what the events say');
        },
      },
      patentsSweep(patentStore, commands),
      needsSweep(needStore, commands),
      matches.expiry,
      matching.job,
      learningJob({ ...learning, commands, changed: matching.remakeAll }),
      tableJob({
        patents: copies.patents,
        commands,
        work: bench.work,
        files: matching.tables,
        changed: matching.remakeAll,
      }),
      ...importJobs({
        ...importsPorts,
        targets: { patents: patentsBulk({ ...patentsPorts, newId }), needs: needsBulk({ ...needsPorts, newId }) },
        parserFile: compiled('server/features/imports/parse/child.js'),
        digest: sha256,
        clock,
        logger,
      }),
    ] satisfies JobHandler[],
    followers: [...searching.followers, matching.follower] satisfies Follower[],
    start: (): void => {
      searching.start();
      matching.start();
    },
    stop: async (): Promise<void> => {
      await Promise.all([searching.stop().then(engine.stop), bench.stop().then(matching.stop)]);
    },
  };
}

/** What patents and needs follow of a deal. */
const followed = ({ state, agreed, completedOn }: Deal) => ({ state, terms: agreed && agreed.terms, completedOn });

/** The titles of those things that somebody may find. */
const titlesOf =
  <Thing extends Readonly<{ id: string; content: Readonly<{ title: string }> }>>(
    present: (ids: readonly string[]) => Promise<readonly Thing[]>,
    audienceOf: (thing: Thing) => readonly string[],
  ) =>
  async (actor: Actor, ids: readonly string[]): Promise<ReadonlyMap<string, string>> =>
    new Map(
      (ids.length > 0 ? await present(ids) : [])
        .filter((thing) => mayFind(actor, audienceOf(thing)))
        .map(({ id, content }) => [id, content.title]),
    );
