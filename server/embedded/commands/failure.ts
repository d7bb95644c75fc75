/** Error replies. */
import { doc } from '../values/bson.ts';
import { encode } from '../values/bson-write.ts';
import { StoreError } from '../values/errors.ts';

/** SQLite's messages about the disk, in words for the operator. */
const unforeseen = (said: string): StoreError => {
  if (/disk is full/.test(said))
    return new StoreError('OutOfDiskSpace', 'the disk of the data folder is full: nothing was written');
  if (/readonly/.test(said))
    return new StoreError('InternalError', 'the data folder is read-only: nothing was written');
  if (/malformed|not a database/.test(said))
    return new StoreError('InternalError', `the data is damaged, restore a backup: ${said}`);
  return new StoreError('InternalError', said);
};

/** An error as an encoded reply; an unforeseen one becomes an internal error with its message and no stack. */
export const failure = (error: unknown, labels: readonly string[] = []): Buffer => {
  const e = error instanceof StoreError ? error : unforeseen(error instanceof Error ? error.message : String(error));
  const said = doc({ ok: 0, errmsg: e.message, code: e.code, codeName: e.codeName });
  return encode(new Map([...said, ...e.extra, ...(labels.length > 0 ? doc({ errorLabels: labels }) : [])]));
};
