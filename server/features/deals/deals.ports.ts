import type { FileProof } from '../../domain/contracts/evidence.ts';
import type { CheckedPatent, Finding } from '../../domain/contracts/preflight.ts';
import type { ContractTerms } from '../../domain/contracts/terms.ts';

/** What deals need from other features; `wings/dealing.ts` provides it. */
export type DealPorts = Readonly<{
  organisations: Readonly<{
    /** Names by id; unknown ids are missing. */
    names: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
    /** Throws INVALID_INPUT unless `centreId` is an approved centre; excludes a withdrawal of the approval meanwhile. */
    requireApprovedCentre: (centreId: string, commandId: string) => Promise<void>;
  }>;
  /** Display names by user id. */
  people: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  patents: Readonly<{
    titles: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
    /** Makes the surrounding transaction conflict with every change of these patents. */
    hold: (ids: readonly string[]) => Promise<void>;
    forPreflight: (ids: readonly string[], supplierId: string) => Promise<readonly CheckedPatent[]>;
  }>;
  needTitles: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** The rights books of the patents. */
  rights: Readonly<{
    /** How other contracts on the same patents stand in the way of these terms. */
    findings: (dealId: string, patentIds: readonly string[], terms: ContractTerms) => Promise<readonly Finding[]>;
    /** Enters what the deal takes; to be called in the transaction that signs it. */
    take: (dealId: string, patentIds: readonly string[], terms: ContractTerms) => Promise<void>;
  }>;
  /** Id of the contract that a signed deal became; null until it is opened. */
  contractOf: (dealId: string) => Promise<string | null>;
  /** To be called in the transaction in which something else than an event changed what waits in a deal. */
  waitsAnew: (dealId: string) => Promise<void>;
  /** What files are called, by id; unknown ids are missing. */
  fileNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** The file, if this organisation uploaded it. */
  fileOf: (fileId: string, organisationId: string) => Promise<FileProof | null>;
}>;
