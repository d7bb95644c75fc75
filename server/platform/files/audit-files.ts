import type { EventStore } from '../events/event.store.ts';
import { streamNames } from '../events/audit.ts';
import type { Files } from './files.ts';
import type { FileFault } from './whole-file.ts';

/** A file that is not what it should be, and the streams of contracts and deals whose events name it. */
export type AuditedFault = Readonly<{ fileId: string; fault: FileFault; streams: readonly string[] }>;
export type FilesReport = Readonly<{ files: number; named: number; faults: readonly AuditedFault[] }>;

/**
 * Compares the bytes of every stored file with what was uploaded, and each file that a contract or a deal names with the
 * digest in the event that names it: that digest is hashed into the chain, so changing the file's own record helps nobody.
 */
export async function auditFiles(events: EventStore, files: Files): Promise<FilesReport> {
  const named = await namedFiles(events);
  const { size } = named;
  const faults: AuditedFault[] = [];
  let count = 0;
  for await (const file of files.all()) {
    count++;
    const { digests = new Set(), streams = [] } = named.get(file._id) ?? {};
    named.delete(file._id);
    const found = await files.verify(file);
    const isOther = [...digests].some((sha256) => sha256 !== file.sha256);
    const fault = found ?? (isOther ? 'changed' : null);
    if (fault) faults.push({ fileId: file._id, fault, streams });
  }
  for (const [fileId, { streams }] of named) faults.push({ fileId, fault: 'missing', streams });
  return { files: count, named: size, faults };
}

type Named = { digests: Set<string>; streams: string[] };

async function namedFiles(events: EventStore): Promise<Map<string, Named>> {
  const named = new Map<string, Named>();
  for (const prefix of ['contract:', 'deal:']) {
    for await (const stream of streamNames(events, prefix)) {
      for (const { data } of await events.ofStream(stream)) {
        for (const { fileId, sha256 } of proofsIn(data)) {
          const known = named.get(fileId) ?? { digests: new Set(), streams: [] };
          known.digests.add(sha256);
          if (!known.streams.includes(stream)) known.streams.push(stream);
          named.set(fileId, known);
        }
      }
    }
  }
  return named;
}

/** Every file with its digest in the data of an event, however deep. */
function* proofsIn(data: unknown): Generator<Readonly<{ fileId: string; sha256: string }>> {
  if (typeof data !== 'object' || data === null) return;
  if ('fileId' in data && 'sha256' in data && typeof data.fileId === 'string' && typeof data.sha256 === 'string')
    yield { fileId: data.fileId, sha256: data.sha256 };
  for (const value of Object.values(data)) yield* proofsIn(value);
}
