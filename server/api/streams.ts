import type { Changed } from './operations.ts';

export type Stream = Readonly<{
  /** The reads that a hint on the stream makes out of date. */
  changes: readonly Changed[];
  /**
   * Whether followers may know which people act in the stream. Only then are presence and typing sent: a follower of
   * other streams, who may be anonymous, learns of no person.
   */
  showsPeople: boolean;
  /** It has hints but no events: after a reconnect all of it is read again. */
  isWithoutEvents?: true;
}>;

/** The kinds of streams that clients can follow (`deal:…`). */
export const streams = {
  deal: { changes: ['deals'], showsPeople: false },
  contract: { changes: ['contracts'], showsPeople: false },
  room: { changes: ['deals.messages'], showsPeople: true },
  match: { changes: ['matches'], showsPeople: false },
  question: { changes: ['questions'], showsPeople: false },
  patent: { changes: ['patents'], showsPeople: false },
  need: { changes: ['needs'], showsPeople: false },
  import: { changes: ['imports'], showsPeople: false },
  inbox: { changes: ['inbox'], showsPeople: false, isWithoutEvents: true },
  expert: { changes: ['experts'], showsPeople: false },
  expertInvitation: { changes: ['experts'], showsPeople: false },
  organisation: { changes: ['organisations', 'members'], showsPeople: false },
} as const satisfies Record<string, Stream>;
export type StreamKind = keyof typeof streams;

const kinds: ReadonlyMap<string, Stream> = new Map(Object.entries(streams));

/** Whether the followers of a stream (`room:…`) may be told which people act in it. */
export const showsPeople = (stream: string): boolean =>
  kinds.get(stream.slice(0, stream.indexOf(':')))?.showsPeople ?? false;
