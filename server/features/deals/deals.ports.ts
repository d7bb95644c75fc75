import type { FileProof } from '../../domain/contracts/evidence.ts';
import type { CheckedPatent, Finding } from '../../domain/contracts/preflight.ts';
import type { ContractTerms } from '../../domain/contracts/terms.ts';

/** What deals need of the rest of the exchange; the wing hands it in. */
export type DealPorts = Readonly<{
  organisations: Readonly<{
    /** Names of organisations; an unknown id has none. */
    names: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
    isApprovedCentre: (id: string) => Promise<boolean>;
    /** For a decision that rests on the approval of an organisation. */
    restOnApproval: (id: string, key: string) => Promise<void>;
  }>;
  /** Display names of people. */
  people: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  patents: Readonly<{
    titles: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
    /** For a decision that rests on patents as they are. */
    hold: (ids: readonly string[]) => Promise<void>;
    forPreflight: (ids: readonly string[], supplierId: string) => Promise<readonly CheckedPatent[]>;
  }>;
  needTitles: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** What other contracts hold of the same patents. */
  rights: Readonly<{
    findings: (dealId: string, patentIds: readonly string[], terms: ContractTerms) => Promise<readonly Finding[]>;
    /** Enters what the deal takes, in the transaction that signs it. */
    take: (dealId: string, patentIds: readonly string[], terms: ContractTerms) => Promise<void>;
  }>;
  /** The contract that a signed deal became; null before it is there. */
  contractOf: (dealId: string) => Promise<string | null>;
  /** A file of one of these organisations. */
  fileOf: (fileId: string, organisationIds: readonly string[]) => Promise<FileProof | null>;
}>;
