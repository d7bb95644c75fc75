import type { Notice } from '../../domain/notices.ts';
import type { WaitingThings } from '../../platform/waiting-things.ts';

export type InboxNeeds = Readonly<{
  /** What is told of events, by the features that they are of. */
  notices: readonly Notice[];
  /** Names of people by their ids. */
  people: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Every kind of thing in which something can wait for somebody. */
  sources: readonly WaitingThings[];
  /** How many days before its due day a thing of a queue is told of, where its organisation is. */
  remindBeforeDays: (place: string, now: Date) => Promise<number>;
}>;
