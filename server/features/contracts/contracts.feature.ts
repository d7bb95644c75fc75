import type { Actor } from '../../domain/actors.ts';
import { mayKnowContract } from '../../domain/contracts/contract-visibility.ts';
import type { ContractTerms } from '../../domain/contracts/terms.ts';
import type { Feature, Ground, Needs } from '../../platform/feature.ts';
import { comparableContracts, performedMatches } from './comparables.reads.ts';
import { contractsReader } from './contracts.consumer.ts';
import type { ContractPorts } from './contracts.ports.ts';
import { contractsReads } from './contracts.reads.ts';
import { contractIdOf, contractsService } from './contracts.service.ts';
import { contractsStore } from './contracts.store.ts';
import { followedContract } from './followed.ts';
import { contractRights } from './rights.ts';
import { rightsBookStore } from './rights-book.store.ts';

export function contractsFeature(ground: Ground, needs: Needs<ContractPorts>) {
  const store = contractsStore(ground.database);
  const rights = contractRights(rightsBookStore(ground.database));
  const ports = { ...ground, ...needs, store, rights };
  const service = contractsService(ports);
  const reads = contractsReads({ ...ports, service });
  return {
    handlers: {
      'contracts.list': ({ actor, query }) => reads.list(actor, query),
      'contracts.counts': ({ actor }) => reads.counts(actor),
      'contracts.get': ({ actor, params }) => reads.contract(actor, params.contractId),
      'contracts.timeline': ({ actor, params, query }) => reads.timeline(actor, params.contractId, query),
      'contracts.inviteCentre': ({ actor, params, body }) => service.inviteCentre(actor, params.contractId, body),
      'contracts.proposeShares': ({ actor, params, body }) => service.proposeShares(actor, params.contractId, body),
      'contracts.confirmShares': ({ actor, params, body }) =>
        service.plain('confirmShares', actor, params.contractId, body),
      'contracts.makeEffective': ({ actor, params, body }) => service.makeEffective(actor, params.contractId, body),
      'contracts.recordEvidence': ({ actor, params, body }) => service.recordEvidence(actor, params.contractId, body),
      'contracts.confirmEvidence': ({ actor, params, body }) => service.confirmEvidence(actor, params.contractId, body),
      'contracts.recordLine': ({ actor, params, body }) => service.recordLine(actor, params.contractId, body),
      'contracts.confirmLine': ({ actor, params, body }) => service.confirmLine(actor, params.contractId, body),
      'contracts.reverseLine': ({ actor, params, body }) => service.reverseLine(actor, params.contractId, body),
      'contracts.agreeReversal': ({ actor, params, body }) =>
        service.answerReversal('agreeReversal', actor, params.contractId, body),
      'contracts.refuseReversal': ({ actor, params, body }) =>
        service.answerReversal('refuseReversal', actor, params.contractId, body),
      'contracts.complete': ({ actor, params, body }) => service.plain('complete', actor, params.contractId, body),
      'contracts.askEnd': ({ actor, params, body }) => service.askEnd(actor, params.contractId, body),
      'contracts.agreeEnd': ({ actor, params, body }) => service.plain('agreeEnd', actor, params.contractId, body),
      'contracts.refuseEnd': ({ actor, params, body }) => service.plain('refuseEnd', actor, params.contractId, body),
    },
    streamGuards: {
      contract: async (actor: Actor, id: string) => {
        const kept = await store.contract(id);
        return kept !== null && mayKnowContract(actor, kept.contract);
      },
    },
    fileGuards: [service.isInMine],
    readers: [contractsReader(service)],
    offers: {
      /** What a deal asks of the books of rights, by the contract that it becomes. */
      rights: {
        findings: (dealId: string, patentIds: readonly string[], terms: ContractTerms) =>
          rights.findings(contractIdOf(dealId), patentIds, terms),
        take: (dealId: string, patentIds: readonly string[], terms: ContractTerms) =>
          rights.take(contractIdOf(dealId), patentIds, terms),
      },
      comparables: comparableContracts(store, needs.patents.ipc),
      performed: performedMatches(store),
      /** What patents and needs follow of the contracts about them. */
      followed: async (what: Parameters<typeof store.about>[0]) => (await store.about(what)).map(followedContract),
      /** The contract that a deal became; null before it is there. */
      ofDeal: async (dealId: string): Promise<string | null> => {
        const id = contractIdOf(dealId);
        return (await store.contract(id)) ? id : null;
      },
      /** A contract's ledger and the papers behind it. */
      papers: async (contractId: string) => {
        const kept = await store.contract(contractId);
        if (!kept) throw new Error('amounts come from contracts');
        const { ledger, file, evidence } = kept.contract;
        return { ledger, file, evidence };
      },
    },
  } satisfies Feature;
}
