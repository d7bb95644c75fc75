import type { ImportSubject } from './import-process.ts';
import type { RowOutcome } from './row-verdict.ts';

type Nothing = Readonly<Record<string, never>>;

/** One batch of rows that was written: at most 500, whose ids stand here and nowhere else in the event. */
export type BatchImported = Readonly<{
  organisationId: string;
  created: readonly string[];
  changed: readonly string[];
  unchanged: number;
  /** The rows that were refused, by their number in the file. */
  refused: readonly number[];
  rows: Readonly<{ after: number; upTo: number }>;
  /** SHA-256 of the content of all rows. */
  digest: string;
}>;

/** What happens to a file of many rows, in its stream `import:<id>`; the batches are told there by what they write. */
export type ImportEvents = {
  'import.created': Readonly<{
    organisationId: string;
    fileId: string;
    sha256: string;
    subject: ImportSubject;
    publish: boolean;
  }>;
  'import.columnsNamed': Nothing;
  'import.started': Nothing;
  'import.cancelled': Nothing;
  'import.refused': Readonly<{ key: string }>;
  'import.previewed': Readonly<Record<RowOutcome | 'rows' | 'doubles' | 'foreign' | 'noted', number>>;
  'import.done': Readonly<{ created: number; changed: number; unchanged: number; refused: number }>;
};
