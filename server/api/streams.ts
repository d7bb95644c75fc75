import type { Changed } from './operations.ts';

type Stream = Readonly<{
  /** What a hint on the stream says is not as it was read. */
  changes: readonly Changed[];
  /**
   * Whether those who may follow the stream may also know which people act in it. Only then is told who is present, who
   * types and who wrote; everywhere else a follower, who may be anonymous, learns of no person.
   */
  showsPeople: boolean;
}>;

/** The kinds of streams that can be followed (`deal:…`). */
export const streams = {
  deal: { changes: ['deals'], showsPeople: false },
  contract: { changes: ['contracts'], showsPeople: false },
  room: { changes: ['deals.messages'], showsPeople: true },
  match: { changes: ['matches'], showsPeople: false },
  patent: { changes: ['patents'], showsPeople: false },
  need: { changes: ['needs'], showsPeople: false },
  import: { changes: ['imports'], showsPeople: false },
  organisation: { changes: ['organisations', 'members'], showsPeople: false },
} as const satisfies Record<string, Stream>;
export type StreamKind = keyof typeof streams;

const kinds: ReadonlyMap<string, Stream> = new Map(Object.entries(streams));

/** Whether people may be named to the followers of a stream (`room:…`). */
export const showsPeople = (stream: string): boolean =>
  kinds.get(stream.slice(0, stream.indexOf(':')))?.showsPeople ?? false;
