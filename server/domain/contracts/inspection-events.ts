/** What whoever is not in a contract may look at, because a figure counts it. */
export const inspected = ['contract', 'file', 'archive'] as const;

/** Stream `inspection:<contract>`: who looked at what makes a figure, for the parties. */
export type InspectionEvents = {
  /** `fileId`: of the file that was looked at; null for the contract itself and for everything in one archive. */
  'inspection.made': Readonly<{ what: (typeof inspected)[number]; fileId: string | null }>;
};
