import type { Party, Right } from '../../domain/contracts/contract.ts';
import type { CentreInvitation } from '../../domain/centre-invitations.ts';
import type { FileProof } from '../../domain/contracts/evidence.ts';
import type { Minimum } from '../../domain/contracts/price-batches.ts';
import type { ContractTerms } from '../../domain/contracts/terms.ts';
import type { CalendarDate } from '../../domain/calendar.ts';
import type { JudgedOrganisation } from '../../domain/organisations.ts';

/** What a contract is opened from: agreed terms, the parties, and the file that all sides confirmed. */
export type Agreed = Readonly<{
  needId: string | null;
  patentIds: readonly string[];
  parties: readonly Party[];
  centreIds: readonly string[];
  /** Those that were proposed or asked when it was agreed. */
  centreInvitations: readonly CentreInvitation[];
  terms: ContractTerms;
  file: FileProof;
  signedOn: CalendarDate;
}>;

export type StoredBytes = Readonly<{
  name: string;
  size: number;
  sha256: string;
  read: () => Promise<AsyncIterable<Uint8Array>>;
}>;

/** What contracts need from other features; `wings/dealing.ts` provides it. */
export type ContractPorts = Readonly<{
  organisations: Readonly<{
    /** Names by id; unknown ids are missing. */
    names: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
    /** Throws INVALID_INPUT unless `centreId` is an approved centre; excludes a withdrawal of the approval meanwhile. */
    requireApprovedCentre: (centreId: string, commandId: string) => Promise<void>;
  }>;
  patents: Readonly<{
    titles: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
    ipc: (ids: readonly string[]) => Promise<ReadonlyMap<string, readonly string[]>>;
    /** Kind and official number of the rights behind listings, by patent id. */
    rights: (ids: readonly string[]) => Promise<ReadonlyMap<string, Pick<Right, 'kind' | 'number'>>>;
  }>;
  needTitles: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** What a signed deal agreed; throws for a deal that is not signed. */
  concluded: (dealId: string) => Promise<Agreed & Readonly<{ matchId: string | null }>>;
  /** How many contracts, suppliers and demanders a published figure needs, and how many days a contract waits first. */
  figures: (now: Date) => Promise<Minimum & Readonly<{ waitDays: number }>>;
  /** What people are called, by id. */
  people: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** The centres in whose figures a line of the contract counts. */
  countedFor: (contractId: string) => Promise<readonly JudgedOrganisation[]>;
  /** An uploaded file to be read; null when there is none. Its bytes are refused unless they are what was uploaded. */
  storedFile: (fileId: string) => Promise<StoredBytes | null>;
  /** What files are called, by id; unknown ids are missing. */
  fileNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** The file, if this organisation uploaded it. */
  fileOf: (fileId: string, organisationId: string) => Promise<FileProof | null>;
}>;
