import { type Content, documentsIn } from '../../server/embedded/storage/backup.ts';

/** The ids of stored files that are in a backup with other bytes than were uploaded, or not at all. */
export function damagedFilesIn(file: string, contents: readonly Content[]): string[] {
  const digests = new Map(contents.map(({ name, digest }) => [name, digest]));
  const damaged: string[] = [];
  for (const document of documentsIn(file, 'files')) {
    const id = document.get('_id');
    if (typeof id !== 'string') continue; // ours are texts
    if (digests.get(`files/${id}`) !== document.get('sha256')) damaged.push(id);
  }
  return damaged;
}
