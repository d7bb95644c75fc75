import type { Party, Right } from '../../domain/contracts/contract.ts';
import type { FileProof } from '../../domain/contracts/evidence.ts';
import type { ContractTerms } from '../../domain/contracts/terms.ts';
import type { CalendarDate } from '../../domain/calendar.ts';

/** What was agreed somewhere and becomes a contract, with the file that all sides confirmed. */
export type Agreed = Readonly<{
  needId: string | null;
  patentIds: readonly string[];
  parties: readonly Party[];
  centreIds: readonly string[];
  terms: ContractTerms;
  file: FileProof;
  signedOn: CalendarDate;
}>;

/** What contracts need of the rest of the exchange; the wing hands it in. */
export type ContractPorts = Readonly<{
  organisations: Readonly<{
    /** Names of organisations; an unknown id has none. */
    names: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
    isApprovedCentre: (id: string) => Promise<boolean>;
    /** For a decision that rests on the approval of an organisation. */
    restOnApproval: (id: string, key: string) => Promise<void>;
  }>;
  patents: Readonly<{
    titles: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
    ipc: (ids: readonly string[]) => Promise<ReadonlyMap<string, readonly string[]>>;
    /** The rights behind listings: their kind and official number. */
    rights: (ids: readonly string[]) => Promise<ReadonlyMap<string, Pick<Right, 'kind' | 'number'>>>;
  }>;
  needTitles: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** What a signed deal agreed. */
  concluded: (dealId: string) => Promise<Agreed & Readonly<{ matchId: string | null }>>;
  /** A file of one of these organisations. */
  fileOf: (fileId: string, organisationIds: readonly string[]) => Promise<FileProof | null>;
}>;
