import type { Body } from '../../api/operations.ts';
import { type Actor, organisationIdOf, system } from '../../domain/actors.ts';
import { dateInShanghai } from '../../domain/calendar.ts';
import { type Contract, patentIdsOf } from '../../domain/contracts/contract.ts';
import { contractAudience, mayKnowContract } from '../../domain/contracts/contract-visibility.ts';
import type { ContractCommand } from '../../domain/contracts/contract-process.ts';
import { type ContractIntent, contractedLines, decideContract } from '../../domain/contracts/decide.ts';
import { toRecord } from '../../domain/contracts/ledger.ts';
import { termsRecord } from '../../domain/contracts/terms.ts';
import { DomainError } from '../../domain/errors.ts';
import { concerning } from '../../domain/event.ts';
import { actingOrganisation } from '../../domain/permissions.ts';
import { idFrom, type NewId } from '../../platform/clock.ts';
import type { Commands, Outcome } from '../../platform/events/commands.ts';
import { contractIntents } from './contracts.intents.ts';
import type { Agreed, ContractPorts } from './contracts.ports.ts';
import type { ContractsStore } from './contracts.store.ts';
import type { Rights } from './rights.ts';

type CommandBody = Readonly<{ commandId: string; expectedVersion: number; [field: string]: unknown }>;

export type ContractServicePorts = Pick<ContractPorts, 'organisations' | 'patents' | 'concluded' | 'fileOf'> &
  Readonly<{
    store: ContractsStore;
    rights: Rights;
    commands: Commands;
    newId: NewId;
    proofOf: (text: string) => string;
  }>;

/** Everything that happens in a contract; who may do what is in its process table. */
export function contractsService(ports: ContractServicePorts) {
  const { store, rights, commands, newId, proofOf, organisations, fileOf } = ports;
  const intents = contractIntents({ organisations, fileOf, proofOf });
  /** The contract as of now, with its ledger; NOT_FOUND for whoever has no part in it. */
  const load = async (actor: Actor, contractId: string) => {
    const kept = await store.contract(contractId);
    if (!kept || !mayKnowContract(actor, kept.contract)) throw new DomainError('NOT_FOUND', 'common.notFound');
    return kept;
  };

  /** One command on one contract: load, decide, save with its ledger lines, one event, in one transaction. */
  const execute = (
    operation: string,
    actor: Actor,
    contractId: string,
    body: CommandBody,
    intentFor: (contract: Contract) => ContractIntent | Promise<ContractIntent>,
  ): Promise<Outcome> =>
    commands.execute({ operation, stream: `contract:${contractId}`, actor, body }, async ({ now, version }) => {
      const { contract } = await load(actor, contractId);
      const intent = await intentFor(contract);
      const isFurther = intent.command === 'makeEffective' || intent.command === 'complete';
      const { next, event } = decideContract(contract, intent, {
        organisationId: actingOrganisation(actor).id,
        today: dateInShanghai(now),
        newId,
        blocked: isFurther ? await rights.against(contractId, patentIdsOf(contract), contract.terms) : [],
      });
      const saved = { ...next, version };
      await store.save(saved, contract.ledger.length, now);
      if (next.state === 'ended') await rights.release(contractId, patentIdsOf(contract));
      else if (next.state !== contract.state) await rights.take(contractId, patentIdsOf(contract), contract.terms);
      if (typeof body['reason'] === 'string') await store.addNote(contractId, version, body['reason']);
      return { ...event, concerns: concernsOf(saved) };
    });

  /** Opens a contract, through whichever door it came; its right is taken in the same transaction. */
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

    /** Whether a file belongs to a contract of somebody's organisation. */
    isInMine: async (actor: Actor, fileId: string): Promise<boolean> => {
      const organisationId = organisationIdOf(actor);
      return organisationId !== undefined && store.isNamed(organisationId, fileId);
    },

    /** Opens the contract of a signed deal; asked again it leaves the contract as it is. */
    openFromDeal: async (dealId: string, commandId: string): Promise<void> => {
      const id = contractIdOf(dealId);
      if (await store.isThere(id)) return;
      const { matchId, ...agreed } = await ports.concluded(dealId);
      await open(id, commandId, { kind: 'deal', dealId, matchId }, agreed);
    },

    give: <Command extends ContractCommand>(
      command: Command,
      actor: Actor,
      contractId: string,
      body: Body<`contracts.${Command}`>,
    ): Promise<Outcome> =>
      execute(`contracts.${command}`, actor, contractId, body, (contract) => intents[command](body, contract)),
  };
}

export type ContractsService = ReturnType<typeof contractsService>;

/** The id of the contract that follows from a deal: the same however often it is asked for. */
export const contractIdOf = (dealId: string): string => idFrom(`contract of ${dealId}`);

/** Whoever is in a contract once the event has happened, and what it is about. */
const concernsOf = ({ origin, ...contract }: Contract) =>
  concerning({
    organisations: contractAudience(contract),
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
  wantedEnd: null,
  evidence: [],
  centreShares: [],
  proposedShares: null,
  reversals: [],
} as const satisfies Partial<Contract>;
