/**
 * The matcher's input about a patent and a need. Plain data; unknown values are left out, never guessed. Amounts are
 * CNY as plain numbers, dates `YYYY-MM-DD`, IPC symbols normalised like "H01M 10/0525", GB/T 4754 codes like "C3841",
 * provinces any stable code, compared for equality.
 */

/** Ways of using a patent that a deal can agree on. */
export const routes = [
  'transfer',
  'exclusive-licence',
  'sole-licence',
  'ordinary-licence',
  'open-licence',
  'equity',
  'development',
] as const;
export type Route = (typeof routes)[number];

/** Legal obstacles to dealing in a patent; those lifted (a pledgee's consent, a granted permit) are not listed. */
export const restrictions = [
  'not-in-force',
  'fees-lapsed',
  'pledged',
  'preserved',
  'exclusive-licence-running',
  'secret',
  'export-controlled',
  'withdrawn',
] as const;
export type Restriction = (typeof restrictions)[number];

export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/** How many requests an organisation received and answered so far. */
export interface TrackRecord {
  readonly asked: number;
  readonly answered: number;
}

export interface MatchPatent {
  readonly id: string;
  readonly holderId: string;
  readonly title: string;
  readonly abstract: string;
  readonly claims?: string;
  readonly keywords?: readonly string[];
  /** Title and abstract in the other language, if there is a translation. */
  readonly translated?: { readonly title?: string; readonly abstract?: string };
  readonly ipc: readonly string[];
  readonly industries?: readonly string[];
  readonly province?: string;
  readonly place?: Place;
  /** Technology readiness level, 1–9. */
  readonly trl?: number;
  readonly askingPrice?: number;
  /** Empty: the holder has named none. */
  readonly routes: readonly Route[];
  /** Last day of its term. */
  readonly expiresOn?: string;
  /** From when it can be used. */
  readonly availableFrom?: string;
  readonly restrictions?: readonly Restriction[];
  /** Organisations the holder does not deal with. */
  readonly refusedDemanders?: readonly string[];
  /** Industries (GB/T 4754) and provinces from which the holder prefers its partner. */
  readonly preferredIndustries?: readonly string[];
  readonly preferredProvinces?: readonly string[];
  readonly holderRecord?: TrackRecord;
}

export interface MatchNeed {
  readonly id: string;
  readonly demanderId: string;
  readonly title: string;
  readonly objective?: string;
  readonly body: string;
  /** Words of the text that ask for no figure: conditions read from it, and what a person took away. */
  readonly notMeant?: readonly string[];
  readonly ipc?: readonly string[];
  readonly industries?: readonly string[];
  readonly province?: string;
  readonly place?: Place;
  /** Whether co-operation over any distance is acceptable. */
  readonly remoteAccepted?: boolean;
  /** The most the demander would pay. */
  readonly budget?: number;
  /** Empty: any. */
  readonly routes: readonly Route[];
  readonly trlMin?: number;
  /** How many years the demander wants to use the patent. */
  readonly termYears?: number;
  /** By when the demander must be able to start. */
  readonly neededBy?: string;
  /** The need ends after this day. */
  readonly deadline?: string;
  readonly closed?: boolean;
  /** Whether the demander is foreign (or from Hong Kong, Macao, Taiwan), so that export control applies. */
  readonly foreign?: boolean;
  readonly excludedHolders?: readonly string[];
  /** Ids of patents that either side has declined for this need. */
  readonly declinedPatents?: readonly string[];
  readonly demanderRecord?: TrackRecord;
}
