import type { Actor } from '../../domain/actors.ts';
import { isAmong } from '../../domain/audience.ts';
import type { CentreCommand } from '../../domain/centre-invitations.ts';
import { decideCentreInContract } from '../../domain/contracts/centres.ts';
import { partOf } from '../../domain/contracts/contract.ts';
import { askedIntoContract, mayKnowContract } from '../../domain/contracts/contract-visibility.ts';
import { DomainError } from '../../domain/errors.ts';
import { actingOrganisation } from '../../domain/permissions.ts';
import type { Commands, Outcome } from '../../platform/events/commands.ts';
import type { ContractPorts } from './contracts.ports.ts';
import { concernsOf } from './contracts.service.ts';
import type { ContractsStore } from './contracts.store.ts';

type Ports = Pick<ContractPorts, 'organisations'> & Readonly<{ store: ContractsStore; commands: Commands }>;
export type CentreBody = Readonly<{ commandId: string; expectedVersion?: number; centreId?: string }>;

/**
 * Carries out commands on the standing of centres in contracts. `centreProcess` says who may give which command when.
 * Without `centreId` in the body a command is about the centre that gives it.
 */
export const contractCentres =
  ({ store, commands, organisations }: Ports) =>
  (command: CentreCommand, actor: Actor, contractId: string, body: CentreBody): Promise<Outcome> => {
    const call = { operation: `contracts.${command}`, stream: `contract:${contractId}`, actor, body };
    return commands.execute(call, async ({ now, version }) => {
      const kept = await store.contract(contractId);
      // a centre that is asked knows no more than that: it may answer
      if (!kept || !(mayKnowContract(actor, kept.contract) || isAmong(actor, askedIntoContract(kept.contract)))) {
        throw new DomainError('NOT_FOUND', 'common.notFound');
      }
      const { contract } = kept;
      const { id: organisationId } = actingOrganisation(actor);
      const centreId = body.centreId ?? organisationId;
      const by = body.centreId === undefined ? null : partOf(contract, organisationId);
      const decided = decideCentreInContract(contract, { command, centreId }, { by: by ?? 'facilitator' });
      if (command === 'proposeCentre') await organisations.requireApprovedCentre(centreId, body.commandId);
      const saved = { ...decided.next, version };
      await store.save(saved, contract.ledger.length, now);
      return { ...decided.event, concerns: concernsOf(saved, decided.tells ? centreId : null) };
    });
  };
