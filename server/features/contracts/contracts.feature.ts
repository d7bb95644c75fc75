import type { Body } from '../../api/operations.ts';
import type { Actor } from '../../domain/actors.ts';
import { type CentreCommand, perCentreCommand } from '../../domain/centre-invitations.ts';
import type { ContractCommand } from '../../domain/contracts/contract-process.ts';
import { mayKnowContract } from '../../domain/contracts/contract-visibility.ts';
import type { ContractTerms } from '../../domain/contracts/terms.ts';
import { contractNotices } from '../../domain/contracts/contract-notices.ts';
import type { Feature, Ground } from '../../platform/feature.ts';
import { archiveOf } from './archive.ts';
import { type CentreBody, contractCentres } from './contracts.centres.ts';
import { contractsReader } from './contracts.consumer.ts';
import type { ContractPorts } from './contracts.ports.ts';
import { contractsReads } from './contracts.reads.ts';
import { contractIdOf, contractsService } from './contracts.service.ts';
import { contractsStore } from './contracts.store.ts';
import { contractsWaiting } from './contracts.waiting.ts';
import { followedContract } from './followed.ts';
import { contractInspections } from './inspections.ts';
import { performedMatches } from './performed.reads.ts';
import { pricesJob, publishedPrices } from './prices.job.ts';
import { pricesStore } from './prices.store.ts';
import { totalsJob } from './totals.job.ts';
import { totalsStore } from './totals.store.ts';
import { contractRights } from './rights.ts';
import { rightsBookStore } from './rights-book.store.ts';

type CentreCall = Readonly<{ actor: Actor; params: { contractId: string }; body: CentreBody }>;

export function contractsFeature({ database, commands, clock, events, newId, proofOf }: Ground, needs: ContractPorts) {
  const { organisations, people, patents, needTitles, concluded, countedFor, fileOf, fileNames, figures } = needs;
  const store = contractsStore(database);
  const prices = pricesStore(database);
  const totals = totalsStore(database);
  const rights = contractRights(rightsBookStore(database));
  const service = contractsService({
    store,
    rights,
    commands,
    newId,
    proofOf,
    patents,
    concluded,
    fileOf,
  });
  const giveCentre = contractCentres({ store, commands, organisations });
  const inspections = contractInspections({
    ...{ store, commands, events, clock },
    ...{ organisations, people, countedFor, fileNames },
  });
  const reads = contractsReads({ store, service, events, inspections, organisations, patents, needTitles, fileNames });
  const given =
    <Command extends ContractCommand>(command: Command) =>
    (call: Readonly<{ actor: Actor; params: { contractId: string }; body: Body<`contracts.${Command}`> }>) =>
      service.give(command, call.actor, call.params.contractId, call.body);
  const ofCentre =
    (command: CentreCommand) =>
    ({ actor, params, body }: CentreCall) =>
      giveCentre(command, actor, params.contractId, body);
  return {
    handlers: {
      'contracts.list': ({ actor, query }) => reads.list(actor, query),
      'contracts.counts': ({ actor }) => reads.counts(actor),
      'contracts.get': ({ actor, params }) => reads.contract(actor, params.contractId),
      'contracts.timeline': ({ actor, params, query }) => reads.timeline(actor, params.contractId, query),
      'contracts.inspect': ({ actor, params }) => reads.inspected(actor, params.contractId),
      'contracts.inspections': ({ actor, params, query }) => reads.inspections(actor, params.contractId, query),
      'contracts.archive': async ({ actor, params, query, language }) => {
        const { contract } = await inspections.look(actor, params.contractId, { what: 'archive', fileId: null });
        return archiveOf(contract, query.language ?? language, needs, clock.now());
      },
      'contracts.invitations': ({ actor, query }) => reads.invitations(actor, query),
      ...perCentreCommand('contracts', ofCentre),
      'contracts.proposeShares': given('proposeShares'),
      'contracts.confirmShares': given('confirmShares'),
      'contracts.makeEffective': given('makeEffective'),
      'contracts.recordEvidence': given('recordEvidence'),
      'contracts.confirmEvidence': given('confirmEvidence'),
      'contracts.recordLine': given('recordLine'),
      'contracts.confirmLine': given('confirmLine'),
      'contracts.reverseLine': given('reverseLine'),
      'contracts.agreeReversal': given('agreeReversal'),
      'contracts.refuseReversal': given('refuseReversal'),
      'contracts.complete': given('complete'),
      'contracts.askEnd': given('askEnd'),
      'contracts.agreeEnd': given('agreeEnd'),
      'contracts.refuseEnd': given('refuseEnd'),
    },
    streamGuards: {
      contract: async (actor: Actor, id: string) => {
        const kept = await store.contract(id);
        return kept !== null && mayKnowContract(actor, kept.contract);
      },
    },
    streamEnds: { 'contract.centreLetGo': ['contract'], 'contract.centreLeft': ['contract'] },
    fileGuards: [
      async (actor, fileId) =>
        (await service.isInMine(actor, fileId)) || (await inspections.mayHaveFile(actor, fileId)),
    ],
    readers: [contractsReader(service)],
    jobs: [
      pricesJob({ prices, contracts: store, commands, newId, ipcOf: patents.ipc, figures }),
      totalsJob({ totals, contracts: store, commands, newId, figures }),
    ],
    notices: contractNotices,
    offers: {
      due: service.due,
      /** The rights books for deals: entries carry the id of the contract that the deal becomes. */
      rights: {
        findings: (dealId: string, patentIds: readonly string[], terms: ContractTerms) =>
          rights.findings(contractIdOf(dealId), patentIds, terms),
        take: (dealId: string, patentIds: readonly string[], terms: ContractTerms) =>
          rights.take(contractIdOf(dealId), patentIds, terms),
      },
      prices: publishedPrices(prices),
      /** The public figures of the exchange; null before they are enough. */
      totals: totals.latest,
      performed: performedMatches(store),
      /** The contracts on a patent or from a need, reduced to what decides the state of the patent or need. */
      followed: async (what: Parameters<typeof store.about>[0]) => (await store.about(what)).map(followedContract),
      /** Id of the contract that a signed deal became; null until it is opened. */
      ofDeal: async (dealId: string): Promise<string | null> => {
        const id = contractIdOf(dealId);
        return (await store.isThere(id)) ? id : null;
      },
      papers: reads.papers,
      waiting: contractsWaiting({ store, organisations, patents }),
    },
  } satisfies Feature;
}
