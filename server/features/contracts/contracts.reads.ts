import type { Input, Output } from '../../api/operations.ts';
import { shownOfContract } from '../../api/contract.ts';
import { contractsOperations } from '../../api/operations/contracts.ts';
import type { Actor } from '../../domain/actors.ts';
import { standingsFor } from '../../domain/centre-invitations.ts';
import { allowedInContract } from '../../domain/contracts/centres.ts';
import {
  awaitsWord,
  awaitsYes,
  type Contract,
  openReversal,
  partOf,
  patentIdsOf,
  termEndsOn,
  waitingIn,
} from '../../domain/contracts/contract.ts';
import { contractProcess } from '../../domain/contracts/contract-process.ts';
import { contractAudience, mayKnowContract } from '../../domain/contracts/contract-visibility.ts';
import { authorIn, contractFacts, rolesOf } from '../../domain/contracts/decide.ts';
import { linesThatStand, standing } from '../../domain/contracts/ending.ts';
import { isConfirmed, shownFile } from '../../domain/contracts/evidence.ts';
import { type ContractPart, isUntouched } from '../../domain/contracts/ledger.ts';
import { levelOf } from '../../domain/contracts/levels.ts';
import { termsToWire } from '../../domain/contracts/terms.ts';
import { actingOrganisation } from '../../domain/permissions.ts';
import { allowedCommands } from '../../domain/process.ts';
import type { EventStore } from '../../platform/events/event.store.ts';
import { timelineReads } from '../../platform/events/timeline.ts';
import type { ContractPorts } from './contracts.ports.ts';
import type { ContractInspections } from './inspections.ts';
import type { ContractsService } from './contracts.service.ts';
import type { ContractsStore, KeptContract } from './contracts.store.ts';

type Summary = Output<'contracts.list'>['items'][number];
type Names = ReadonlyMap<string, string>;
export type ContractReadPorts = Pick<ContractPorts, 'organisations' | 'patents' | 'needTitles' | 'fileNames'> &
  Readonly<{
    store: ContractsStore;
    service: Pick<ContractsService, 'load'>;
    events: EventStore;
    inspections: ContractInspections;
  }>;

export function contractsReads({ store, service, events, inspections, ...ports }: ContractReadPorts) {
  const timeline = timelineReads(events, ports.organisations.names);
  const namesIn = (contracts: readonly Contract[]) =>
    ports.organisations.names([
      ...new Set(contracts.flatMap((contract) => [...contractAudience(contract), ...otherCentresOf(contract)])),
    ]);

  const summaries = async (organisationId: string, kept: readonly KeptContract[], names: Names): Promise<Summary[]> => {
    const contracts = kept.map(({ contract }) => contract);
    const patents = await ports.patents.titles([...new Set(contracts.flatMap(patentIdsOf))]);
    const needs = await ports.needTitles([...new Set(contracts.flatMap(({ needId }) => needId ?? []))]);
    const named = (id: string) => ({ id, name: names.get(id) ?? '' });
    return kept.map(({ contract, updatedAt }) => ({
      id: contract.id,
      version: contract.version,
      state: contract.state,
      parties: contract.parties.map(({ organisationId: id, part }) => ({ ...named(id), part })),
      centres: contract.centreIds.map(named),
      need: contract.needId ? { id: contract.needId, title: needs.get(contract.needId) ?? '' } : null,
      patents: patentIdsOf(contract).map((id) => ({ id, title: patents.get(id) ?? '' })),
      dealId: contract.origin.kind === 'deal' ? contract.origin.dealId : null,
      route: contract.terms.route,
      upfront: contract.terms.upfront.toJSON(),
      waits: waitingIn(contract),
      mySide: partOf(contract, organisationId),
      updatedAt: updatedAt.toISOString(),
    }));
  };

  return {
    list: async (actor: Actor, query: Input<'contracts.list'>['query']) => {
      const { id } = actingOrganisation(actor);
      const { kept, nextCursor } = await store.page(id, query, query);
      return { items: await summaries(id, kept, await namesIn(kept.map(({ contract }) => contract))), nextCursor };
    },

    counts: async (actor: Actor): Promise<Output<'contracts.counts'>> => {
      const { id } = actingOrganisation(actor);
      return { states: await store.countStates(id), awaitMe: await store.countAwaiting(id) };
    },

    contract: async (actor: Actor, contractId: string): Promise<Output<'contracts.get'>> => {
      const kept = await service.load(actor, contractId);
      const { contract } = kept;
      const { id } = actingOrganisation(actor);
      const names = await namesIn([contract]);
      const [summary] = await summaries(id, [kept], names);
      if (!summary) throw new Error('one contract has one summary');
      const author = authorIn(contract, id);
      const { standings, mayProposeCentre } = standingsFor(
        contract,
        { side: summary.mySide, organisationId: id },
        (...which) => allowedInContract(contract, ...which),
      );
      return {
        ...summary,
        ...detailOf(contract, id, {
          names,
          files: await ports.fileNames(filesOf(contract)),
          notes: await store.notes(contractId, reasonsOf(contract)),
        }),
        standings: standings.map(({ centreId, ...one }) => ({
          ...one,
          centre: { id: centreId, name: names.get(centreId) ?? '' },
        })),
        mayProposeCentre,
        allowed: allowedCommands(contractProcess, contract.state, rolesOf(author), contractFacts(contract, author)),
      };
    },

    /** What makes a figure, for whoever may see that: nothing of the talk, of what people wrote, or of what is only asked for. */
    inspected: async (actor: Actor, contractId: string): Promise<Output<'contracts.inspect'>> => {
      const kept = await inspections.look(actor, contractId, { what: 'contract', fileId: null });
      const contract: Contract = { ...kept.contract, proposedShares: null, wantedEnd: null, needId: null };
      const names = await namesIn([contract]);
      const [summary] = await summaries('', [{ ...kept, contract }], names);
      if (!summary) throw new Error('one contract has one summary');
      const files = await ports.fileNames(filesOf(contract));
      return {
        ...summary,
        ...detailOf(contract, '', { names, files, notes: new Map() }),
        ...{ dealId: null, waits: [], standings: [], mayProposeCentre: false, allowed: [] },
      };
    },

    inspections: async (actor: Actor, contractId: string, page: Input<'contracts.inspections'>['query']) => {
      await service.load(actor, contractId);
      return inspections.list(contractId, page);
    },

    /** What lines of a centre's figures rest on, by contract id; `isMine`: the actor is in the contract. */
    papers: async (actor: Actor, centreId: string, contractIds: readonly string[]) => {
      const contracts = (await store.contracts(contractIds)).map(({ contract }) => contract);
      const names = await namesIn(contracts);
      const files = await ports.fileNames([...new Set(contracts.flatMap(filesOf))]);
      const titles = await ports.patents.titles([...new Set(contracts.flatMap(patentIdsOf))]);
      const shared = await store.sharedFiles(
        contracts.flatMap(({ file }) => file?.sha256 ?? []),
        centreId,
      );
      return new Map(
        contracts.map((contract) => {
          const { id, file, parties, ledger, evidence } = contract;
          const papers = {
            isMine: mayKnowContract(actor, contract),
            parties: parties.map(({ organisationId, part }) => ({
              ...{ id: organisationId, name: names.get(organisationId) ?? '', part },
            })),
            patents: patentIdsOf(contract).map((patentId) => ({ id: patentId, title: titles.get(patentId) ?? '' })),
            file: file && shownFile(file, files),
            sameFile: Math.max(0, (shared.get(file?.sha256 ?? '') ?? 1) - 1),
            ledger: ledger.map((line) => ({ ...line, proof: line.proof && shownFile(line.proof, files) })),
            evidence: evidence.map(({ kind, number, date, file: of }) => ({
              ...{ kind, number, date, file: of && shownFile(of, files) },
            })),
          };
          return [id, papers];
        }),
      );
    },

    /** What the actor's centre is asked into: nothing of it but by whom and about what. */
    invitations: async (actor: Actor, query: Input<'contracts.invitations'>['query']) => {
      const { contracts, nextCursor } = await store.asked(actingOrganisation(actor).id, query);
      const names = await namesIn(contracts);
      const patents = await ports.patents.titles(contracts.flatMap(patentIdsOf));
      const partyOf = (contract: Contract, side: ContractPart) => {
        const organisationId = contract.parties.find(({ part }) => part === side)?.organisationId ?? '';
        return { id: organisationId, name: names.get(organisationId) ?? '' };
      };
      const items = contracts.map((contract) => ({
        id: contract.id,
        supplier: partyOf(contract, 'supplier'),
        demander: partyOf(contract, 'demander'),
        subject: patentIdsOf(contract)
          .flatMap((id) => patents.get(id) ?? [])
          .join('、'),
      }));
      return { items, nextCursor };
    },

    timeline: async (actor: Actor, contractId: string, page: Input<'contracts.timeline'>['query']) => {
      await service.load(actor, contractId);
      const { out } = contractsOperations['contracts.timeline'];
      return timeline(shownOfContract, out, `contract:${contractId}`, page, (seqs) => store.notes(contractId, seqs));
    },
  };
}

/** Centres that are not in the contract and are named on its page: asked or proposed, or gone with a share. */
const otherCentresOf = ({ centreInvitations, centreShares }: Contract): string[] => [
  ...centreInvitations.map(({ centreId }) => centreId),
  ...centreShares.map(({ centreId }) => centreId),
];

/** Versions of the contract whose note is a reason that its page shows. */
const reasonsOf = ({ proposedShares, reversals, wantedEnd }: Contract): number[] => [
  ...(proposedShares ? [proposedShares.proposedIn] : []),
  ...reversals.map(({ askedIn }) => askedIn),
  ...(wantedEnd ? [wantedEnd.askedIn] : []),
];

/** The files that its page names. */
const filesOf = ({ file, evidence, ledger }: Contract): string[] => [
  ...new Set(
    [file, ...evidence.map((one) => one.file), ...ledger.map(({ proof }) => proof)].flatMap((one) => one?.fileId ?? []),
  ),
];

/** Names of organisations and of files by id, and reasons by the version in which they were given. */
type Known = Readonly<{ names: Names; files: Names; notes: ReadonlyMap<number, string> }>;

/** The fields, in wire form, that `contracts.get` answers beyond those of the list. */
function detailOf(contract: Contract, organisationId: string, { names, files, notes }: Known) {
  const { signedOn, effectiveOn, completedOn, endedOn, ranOutOn, proposedShares, wantedEnd, file } = contract;
  const side = partOf(contract, organisationId);
  const ending = new Set(linesThatStand(contract));
  const named = (id: string) => ({ id, name: names.get(id) ?? '' });
  return {
    origin: contract.origin.kind,
    subject: [...contract.subject],
    terms: termsToWire(contract.terms),
    file: file && shownFile(file, files),
    ...{ signedOn, effectiveOn, completedOn, endedOn, termEndsOn: termEndsOn(contract), ranOutOn },
    evidence: contract.evidence.map((item) => ({
      ...item,
      file: item.file && shownFile(item.file, files),
      filedBy: item.filedBy === null ? null : named(item.filedBy),
      confirmedBy: item.confirmedBy.map(named),
      isConfirmed: isConfirmed(item),
      awaitsMe: side !== null && awaitsYes(contract, item, side),
    })),
    centreShares: [...contract.centreShares],
    formerCentres: contract.centreShares.flatMap(({ centreId }) =>
      contract.centreIds.includes(centreId) ? [] : [named(centreId)],
    ),
    proposedShares: proposedShares && {
      shares: [...proposedShares.shares],
      confirmedBy: [...proposedShares.confirmedBy],
      reason: notes.get(proposedShares.proposedIn) ?? null,
    },
    reversals: contract.reversals.map(({ askedIn, ...one }) => ({ ...one, reason: notes.get(askedIn) ?? null })),
    wantedEnd: wantedEnd && {
      by: wantedEnd.by,
      on: wantedEnd.on,
      ground: wantedEnd.ground,
      stands: standing(contract, wantedEnd).map(({ line, amount }) => ({ lineId: line.id, amount: amount.toJSON() })),
      reason: notes.get(wantedEnd.askedIn) ?? null,
    },
    ledger: contract.ledger.map((line) => ({
      ...line,
      amount: line.amount.toJSON(),
      proof: line.proof && shownFile(line.proof, files),
      level: levelOf(line, contract),
      awaitsMe: side !== null && awaitsWord(contract, line, side),
      stands: isUntouched(contract.ledger, line) && !openReversal(contract, line.id),
      mayEnd: ending.has(line),
    })),
  };
}
