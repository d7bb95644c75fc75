import type { EventStore, StoredEvent } from './event.store.ts';
import { hashOf } from './event.store.ts';
import { noHash } from './chain.ts';

export type AuditFault = Readonly<{ stream: string; seq: number; what: 'gap' | 'broken link' | 'changed content' }>;

/** The faults of one stream: a missing event, a link that does not hold, a content that is not what was hashed. */
export function faultsOf(stream: string, events: readonly StoredEvent[]): AuditFault[] {
  const faults: AuditFault[] = [];
  let prevHash = noHash;
  events.forEach((event, index) => {
    if (event.seq !== index + 1) faults.push({ stream, seq: index + 1, what: 'gap' });
    else if (event.prevHash !== prevHash) faults.push({ stream, seq: event.seq, what: 'broken link' });
    if (hashOf(event) !== event.hash) faults.push({ stream, seq: event.seq, what: 'changed content' });
    prevHash = event.hash;
  });
  return faults;
}

/** The names of all streams that start with `prefix` (`deal:`), in order. */
export async function* streamNames(store: EventStore, prefix = ''): AsyncGenerator<string> {
  const pageSize = 500;
  for (let after = ''; ;) {
    const names = await store.streams(prefix, after, pageSize);
    yield* names;
    const last = names.at(-1);
    if (!last || names.length < pageSize) return;
    after = last;
  }
}

/** Every stream with its events, in the order of their names. */
export async function* allStreams(store: EventStore): AsyncGenerator<{ stream: string; events: StoredEvent[] }> {
  for await (const stream of streamNames(store)) yield { stream, events: await store.ofStream(stream) };
}
