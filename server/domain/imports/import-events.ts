import type { ImportSubject } from './import-process.ts';
import type { RowOutcome } from './row-verdict.ts';

type Nothing = Readonly<Record<string, never>>;

/** One written batch of at most 500 rows. `created` and `changed` are ids; `rows` are row numbers. */
export type BatchImported = Readonly<{
  organisationId: string;
  created: readonly string[];
  changed: readonly string[];
  unchanged: number;
  /** Numbers of the refused rows in the file. */
  refused: readonly number[];
  rows: Readonly<{ after: number; upTo: number }>;
  /** SHA-256 of the content of all rows. */
  digest: string;
}>;

/** What one batch of an undo took back, and what it left because something was built on it; ids. */
export type BatchUndone = Readonly<{
  organisationId: string;
  removed: readonly string[];
  restored: readonly string[];
  kept: readonly string[];
}>;

/** Events of an import; stream `import:<id>`, in which `patents.imported` and `needs.imported` stand as well. */
export type ImportEvents = {
  'import.created': Readonly<{
    organisationId: string;
    fileId: string;
    sha256: string;
    subject: ImportSubject;
    publish: boolean;
  }>;
  'import.columnsNamed': Nothing;
  'import.rowMended': Readonly<{ row: number }>;
  'import.started': Nothing;
  'import.cancelled': Nothing;
  'import.refused': Readonly<{ key: string }>;
  'import.previewed': Readonly<Record<RowOutcome | 'rows' | 'doubles' | 'foreign' | 'noted', number>>;
  'import.undoBegun': Nothing;
  'import.undone': Readonly<{ removed: number; restored: number; kept: number }>;
  'import.done': Readonly<{ created: number; changed: number; unchanged: number; refused: number }>;
};
