import { Zip, ZipPassThrough } from 'fflate';

export type ZipEntry = Readonly<{ path: string; content: AsyncIterable<Uint8Array> | Iterable<Uint8Array> }>;

/**
 * A ZIP, written while its entries are read: it holds no more in memory than one chunk. Entries are stored as they are,
 * for papers are compressed already. Each entry and the whole must stay below 4 GB.
 */
export async function* zipped(entries: AsyncIterable<ZipEntry>, at: Date): AsyncGenerator<Uint8Array> {
  const written: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    written.push(chunk);
  });
  for await (const { path, content } of entries) {
    const entry = new ZipPassThrough(path);
    entry.mtime = at;
    zip.add(entry);
    for await (const chunk of content) {
      entry.push(chunk);
      yield* written.splice(0);
    }
    entry.push(new Uint8Array(), true);
    yield* written.splice(0);
  }
  zip.end();
  yield* written.splice(0);
}
