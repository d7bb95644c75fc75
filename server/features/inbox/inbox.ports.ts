import type { WaitingThings } from '../../platform/waiting-things.ts';

export type InboxNeeds = Readonly<{
  /** Every kind of thing in which something can wait for somebody. */
  sources: readonly WaitingThings[];
  /** How many days before its due day a thing of a queue is told of, where its organisation is. */
  remindBeforeDays: (place: string, now: Date) => Promise<number>;
}>;
