import type { ContractFile } from '../../domain/deals/deal.ts';
import type { LedgerLine } from '../../domain/deals/ledger.ts';
import type { PatentInDeal } from '../../domain/deals/preflight.ts';

/** What deals need of the rest of the exchange; `app.features.ts` hands it in. */
export type DealPorts = Readonly<{
  ledger: Readonly<{
    append: (dealId: string, seq: number, lines: readonly LedgerLine[]) => Promise<void>;
    of: (dealId: string) => Promise<LedgerLine[]>;
    dealsWithProof: (fileId: string) => Promise<string[]>;
  }>;
  organisations: Readonly<{
    /** Names of organisations; an unknown id has none. */
    names: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
    isApprovedCentre: (id: string) => Promise<boolean>;
  }>;
  /** Display names of people. */
  people: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  patents: Readonly<{
    titles: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
    ipc: (ids: readonly string[]) => Promise<ReadonlyMap<string, readonly string[]>>;
    forPreflight: (ids: readonly string[], supplierId: string) => Promise<PatentInDeal[]>;
  }>;
  needTitles: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  files: Readonly<{
    /** A file of one of these organisations. */
    of: (fileId: string, organisationIds: readonly string[]) => Promise<ContractFile | null>;
  }>;
}>;
