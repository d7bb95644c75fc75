/** One account that the clients of the benchmark use, signed in. */
export type Account = Readonly<{ cookie: string; organisationId: string }>;

/** What every process of the benchmark is told: where the server is, and what there is to read. */
export type Target = Readonly<{
  address: string;
  accounts: readonly Account[];
  patentIds: readonly string[];
}>;

/** How the clients load the server: so many calls at a time, or so many a second whatever is answered. */
export type Load = Readonly<{ seconds: number } & ({ atATime: number } | { perSecond: number })>;

/** What was answered, by status. */
export type Answers = Readonly<Record<string, number>>;

/** What the server process tells of its memory after a collection, in bytes. */
export type Memory = Readonly<{ heap: number; external: number; resident: number }>;

/** Latencies in ms, in the order in which they were measured, and the statuses that were not 200. */
export type Measured = Readonly<{
  person: readonly number[];
  bare: readonly number[];
  /** The bare address on a connection that is opened for it. */
  fresh: readonly number[];
  refused: number;
}>;
