import type { EventStore, Link } from './event.store.ts';
import { noHash } from './chain.ts';

export type AuditFault = Readonly<{ stream: string; seq: number; what: 'gap' | 'broken link' | 'changed content' }>;

/** The faults of one stream's chain: missing events, wrong links, content that does not fit its hash. */
export function faultsOf(stream: string, links: readonly Link[]): AuditFault[] {
  const faults: AuditFault[] = [];
  let prevHash = noHash;
  links.forEach((link, index) => {
    if (link.seq !== index + 1) faults.push({ stream, seq: index + 1, what: 'gap' });
    else if (link.prevHash !== prevHash) faults.push({ stream, seq: link.seq, what: 'broken link' });
    if (!link.isIntact) faults.push({ stream, seq: link.seq, what: 'changed content' });
    prevHash = link.hash;
  });
  return faults;
}

/** The names of all streams that start with `prefix` (e.g. `deal:`), sorted. */
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

/** The chain of every stream, sorted by name. */
export async function* allChains(store: EventStore): AsyncGenerator<{ stream: string; links: Link[] }> {
  for await (const stream of streamNames(store)) yield { stream, links: await store.chain(stream) };
}
