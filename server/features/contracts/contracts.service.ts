import type { Body } from '../../api/operations.ts';
import { type Actor, organisationIdOf, system } from '../../domain/actors.ts';
import { dateInShanghai } from '../../domain/calendar.ts';
import { type Contract, patentIdsOf } from '../../domain/contracts/contract.ts';
import { contractAudience, mayKnowContract } from '../../domain/contracts/contract-visibility.ts';
import type { ContractCommand } from '../../domain/contracts/contract-process.ts';
import { contractedLines, decideContract, ranOut } from '../../domain/contracts/decide.ts';
import { toRecord } from '../../domain/contracts/ledger.ts';
import { termsRecord } from '../../domain/contracts/terms.ts';
import { DomainError } from '../../domain/errors.ts';
import { concerning } from '../../domain/event.ts';
import { actingOrganisation } from '../../domain/permissions.ts';
import { idFrom, type NewId } from '../../platform/clock.ts';
import type { Commands, Outcome } from '../../platform/events/commands.ts';
import type { DueThings } from '../../platform/jobs/due-things.ts';
import { contractIntents } from './contracts.intents.ts';
import type { Agreed, ContractPorts } from './contracts.ports.ts';
import type { ContractsStore } from './contracts.store.ts';
import type { Rights } from './rights.ts';

export type ContractServicePorts = Pick<ContractPorts, 'patents' | 'concluded' | 'fileOf'> &
  Readonly<{
    store: ContractsStore;
    rights: Rights;
    commands: Commands;
    newId: NewId;
    proofOf: (text: string) => string;
  }>;

/** The commands on contracts. `contractProcess` says who may give which command in which state. */
export function contractsService(ports: ContractServicePorts) {
  const { store, rights, commands, newId, proofOf, fileOf } = ports;
  const intents = contractIntents({ fileOf, proofOf });
  /** The contract with its ledger; NOT_FOUND when the actor's organisation is neither a party nor an accompanying centre. */
  const load = async (actor: Actor, contractId: string) => {
    const kept = await store.contract(contractId);
    if (!kept || !mayKnowContract(actor, kept.contract)) throw new DomainError('NOT_FOUND', 'common.notFound');
    return kept;
  };

  /** Carries out one command on one contract: load, decide, save with new ledger lines, one event, in one transaction. */
  const give = <Command extends ContractCommand>(
    command: Command,
    actor: Actor,
    contractId: string,
    body: Body<`contracts.${Command}`>,
  ): Promise<Outcome> => {
    const call = { operation: `contracts.${command}`, stream: `contract:${contractId}`, actor, body };
    return commands.execute(call, async ({ now, version }) => {
      const { contract } = await load(actor, contractId);
      const { id: organisationId } = actingOrganisation(actor);
      const intent = await intents[command](body, contract, organisationId);
      // what has run out takes nothing any more, and nothing is in its way
      const bindsRights = (command === 'makeEffective' || command === 'complete') && contract.ranOutOn === null;
      const { next, event } = decideContract(contract, intent, {
        organisationId,
        today: dateInShanghai(now),
        newId,
        blocked: bindsRights ? await rights.against(contractId, patentIdsOf(contract), contract.terms) : [],
      });
      const saved = { ...next, version };
      await store.save(saved, contract.ledger.length, now);
      if (next.state === 'ended') await rights.release(contractId, patentIdsOf(contract));
      else if (next.state !== contract.state && next.ranOutOn === null)
        await rights.take(contractId, patentIdsOf(contract), contract.terms);
      if ('reason' in body && body.reason !== null) await store.addNote(contractId, version, body.reason);
      return { ...event, concerns: concernsOf(saved) };
    });
  };

  /** Opens a contract of any origin and enters what it takes in the rights books, in one transaction. */
  const open = async (
    id: string,
    commandId: string,
    origin: Contract['origin'],
    { patentIds, ...agreed }: Agreed,
  ): Promise<Outcome> => {
    const known = await ports.patents.rights(patentIds);
    const subject = patentIds.map((patentId) => {
      const { kind, number } = known.get(patentId) ?? { kind: 'patent' as const, number: null };
      return { kind, number, patentId, proof: null };
    });
    const body = { commandId, expectedVersion: 0, origin };
    return commands.execute(
      { operation: 'contracts.open', stream: `contract:${id}`, actor: system, body },
      async ({ now, version }) => {
        const lines = contractedLines(agreed, newId);
        const contract: Contract = { ...untouched, ...agreed, id, version, origin, subject, ledger: lines };
        await store.save(contract, 0, now);
        await rights.take(id, patentIds, agreed.terms);
        const terms = termsRecord(agreed.terms, proofOf);
        const data = { ...agreed, origin, subject, terms, lines: lines.map(toRecord) };
        return { type: 'contract.opened', data, concerns: concernsOf(contract) };
      },
    );
  };

  return {
    load,
    give,

    /** Whether a contract of the actor's organisation names the file: as itself, as evidence or as proof of money. */
    isInMine: async (actor: Actor, fileId: string): Promise<boolean> => {
      const organisationId = organisationIdOf(actor);
      return organisationId !== undefined && store.isNamed(organisationId, fileId);
    },

    /** Opens the contract of a signed deal; does nothing when it is there already. */
    openFromDeal: async (dealId: string, commandId: string): Promise<void> => {
      const id = contractIdOf(dealId);
      if (await store.isThere(id)) return;
      const { matchId, ...agreed } = await ports.concluded(dealId);
      await open(id, commandId, { kind: 'deal', dealId, matchId }, agreed);
    },

    /** Frees what contracts had taken whose term has run out, one contract per call. Their terms count no working days. */
    due: {
      giveDue: async (today) => {
        const [contractId] = await store.due(today, 1);
        if (contractId === undefined) return false;
        const stream = `contract:${contractId}`;
        const body = { commandId: idFrom(`${stream}:term`) };
        await commands.execute(
          { operation: 'contracts.runOut', stream, actor: system, body },
          async ({ now, version }) => {
            const kept = await store.contract(contractId);
            if (!kept) throw new DomainError('NOT_FOUND', 'common.notFound');
            const { next, event } = ranOut(kept.contract, today);
            const saved = { ...next, version };
            await store.save(saved, kept.contract.ledger.length, now);
            await rights.release(contractId, patentIdsOf(saved));
            return { ...event, concerns: concernsOf(saved) };
          },
        );
        return true;
      },
      recount: () => Promise.resolve(),
    } satisfies DueThings,
  };
}

export type ContractsService = ReturnType<typeof contractsService>;

/** The id of the contract that follows from a deal, derived from the deal's id. */
export const contractIdOf = (dealId: string): string => idFrom(`contract of ${dealId}`);

/** `contract` as it is after the event; `toldId`: a centre that may know of the event besides those that are in. */
export const concernsOf = ({ origin, ...contract }: Contract, toldId: string | null = null) =>
  concerning({
    organisations: [...contractAudience(contract), toldId],
    things: [
      `contract:${contract.id}`,
      ...(origin.kind === 'deal' ? [`deal:${origin.dealId}`] : []),
      ...(origin.kind === 'deal' && origin.matchId ? [`match:${origin.matchId}`] : []),
      ...(contract.needId ? [`need:${contract.needId}`] : []),
      ...patentIdsOf(contract).map((id) => `patent:${id}`),
    ],
  });

const untouched = {
  state: 'signed',
  effectiveOn: null,
  completedOn: null,
  endedOn: null,
  ranOutOn: null,
  wantedEnd: null,
  evidence: [],
  centreShares: [],
  proposedShares: null,
  reversals: [],
} as const satisfies Partial<Contract>;
