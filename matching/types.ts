/**
 * What the matcher is told about a patent and a need. Plain data; whatever is not known is left out, never guessed.
 * Amounts are CNY as plain numbers, dates `YYYY-MM-DD`, IPC symbols normalised like "H01M 10/0525",
 * GB/T 4754 codes like "C3841", provinces any stable code, compared for equality.
 */

/** The ways a deal can go. */
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

/** What stands in the way of dealing in a patent at all; lifted ones (a pledgee's consent, a granted permit) are not listed. */
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

/** How an organisation has answered so far. */
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
  /** The same patent in the other language, when there is a translation. */
  readonly translated?: { readonly title?: string; readonly abstract?: string };
  readonly ipc: readonly string[];
  readonly industries?: readonly string[];
  readonly province?: string;
  readonly place?: Place;
  /** Technology readiness level, 1–9. */
  readonly trl?: number;
  readonly askingPrice?: number;
  /** Empty: the holder has not said. */
  readonly routes: readonly Route[];
  /** The last day of its term. */
  readonly expiresOn?: string;
  /** From when it can be taken up. */
  readonly availableFrom?: string;
  readonly restrictions?: readonly Restriction[];
  /** Organisations the holder does not deal with. */
  readonly refusedDemanders?: readonly string[];
  /** Industries (GB/T 4754) and provinces the holder prefers its partner from. */
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
  readonly ipc?: readonly string[];
  readonly industries?: readonly string[];
  readonly province?: string;
  readonly place?: Place;
  /** Co-operation over any distance is fine. */
  readonly remoteAccepted?: boolean;
  /** The most the demander would pay. */
  readonly budget?: number;
  /** Empty: any. */
  readonly routes: readonly Route[];
  readonly trlMin?: number;
  /** For how many years it wants to use the patent. */
  readonly termYears?: number;
  /** By when it must be able to start. */
  readonly neededBy?: string;
  /** After this day the need is over. */
  readonly deadline?: string;
  readonly closed?: boolean;
  /** The demander is foreign (or from Hong Kong, Macao, Taiwan): export control applies. */
  readonly foreign?: boolean;
  readonly excludedHolders?: readonly string[];
  /** Pairs that already said no. */
  readonly declinedPatents?: readonly string[];
  readonly demanderRecord?: TrackRecord;
}
