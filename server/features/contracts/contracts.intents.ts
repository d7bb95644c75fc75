import type { Body } from '../../api/operations.ts';
import { calendarDate } from '../../domain/calendar.ts';
import { type Contract, fileInContract } from '../../domain/contracts/contract.ts';
import type { ContractCommand } from '../../domain/contracts/contract-process.ts';
import type { ContractIntent } from '../../domain/contracts/decide.ts';
import type { FileProof } from '../../domain/contracts/evidence.ts';
import { DomainError } from '../../domain/errors.ts';
import { Money } from '../../domain/money.ts';
import type { ContractPorts } from './contracts.ports.ts';

type Intents = {
  readonly [Command in ContractCommand]: (
    body: Body<`contracts.${Command}`>,
    contract: Contract,
    /** In whose name the command is given. */
    organisationId: string,
  ) => ContractIntent | Promise<ContractIntent>;
};
type IntentPorts = Pick<ContractPorts, 'fileOf'> & Readonly<{ proofOf: (text: string) => string }>;

/** Translates the body of each command into the intent that `decideContract` takes. */
export function contractIntents({ fileOf, proofOf }: IntentPorts): Intents {
  const file = async (contract: Contract, fileId: string, organisationId: string): Promise<FileProof> => {
    const found = fileInContract(contract, fileId) ?? (await fileOf(fileId, organisationId));
    if (!found) throw new DomainError('INVALID_INPUT', 'contracts.fileMissing', { field: 'fileId' });
    return found;
  };
  return {
    proposeShares: ({ shares, reason }) => ({
      command: 'proposeShares',
      shares,
      reason: reason === null ? null : proofOf(reason),
    }),
    confirmShares: () => ({ command: 'confirmShares' }),
    makeEffective: ({ on }) => ({ command: 'makeEffective', on: calendarDate(on) }),
    recordEvidence: async ({ evidenceId: id, kind, number, date, fileId }, contract, organisationId) => {
      const paper = fileId === null ? null : await file(contract, fileId, organisationId);
      return { command: 'recordEvidence', evidence: { id, kind, number, date: calendarDate(date), file: paper } };
    },
    confirmEvidence: ({ evidenceId }) => ({ command: 'confirmEvidence', evidenceId }),
    recordLine: async ({ lineId: id, kind, part, amount, date, proof: shown }, contract, organisationId) => {
      const proof = shown && { ...(await file(contract, shown.fileId, organisationId)), kind: shown.kind };
      const line = { id, kind, part, amount: Money.fromWire(amount), date: calendarDate(date), proof };
      return { command: 'recordLine', line };
    },
    confirmLine: ({ lineId }) => ({ command: 'confirmLine', lineId }),
    reverseLine: ({ lineId, reversalId: id }) => ({ command: 'reverseLine', lineId, id }),
    agreeReversal: ({ lineId }) => ({ command: 'agreeReversal', lineId }),
    refuseReversal: ({ lineId }) => ({ command: 'refuseReversal', lineId }),
    complete: () => ({ command: 'complete' }),
    askEnd: ({ on, ground, stands, reason }) => ({
      command: 'askEnd',
      on: calendarDate(on),
      ground,
      stands: stands.map(({ lineId, amount }) => ({ lineId, amount: Money.fromWire(amount) })),
      reason: proofOf(reason),
    }),
    agreeEnd: () => ({ command: 'agreeEnd' }),
    refuseEnd: () => ({ command: 'refuseEnd' }),
  };
}
