import { openImportStates, type ImportState, type ImportSubject } from '../../domain/imports/import-process.ts';
import type { PossibleDouble, RowOutcome } from '../../domain/imports/row-verdict.ts';
import { anything, collection, type Database } from '../../platform/database/mongo.ts';
import { pageOf, pagesOfIds, type PageQuery } from '../../platform/database/page.store.ts';
import { saveVersioned, type Versioned } from '../../platform/database/versioned.store.ts';
import type { Content, Understood } from './parse/read-file.ts';
import type { RowProblem } from './parse/row-reader.ts';

export const noCounts = { rows: 0, new: 0, changed: 0, unchanged: 0, refused: 0, doubles: 0, foreign: 0, noted: 0 };
export type PreviewCounts = typeof noCounts;
export const nothingWritten = { created: 0, changed: 0, unchanged: 0, refused: 0 };

export type StoredImport = Versioned & {
  organisationId: string;
  /** Where the organisation was when it began. Absent in imports of old. */
  place?: string;
  /** Who set in motion what is under way: it goes on while they may. */
  by: string | null;
  fileId: string;
  fileName: string;
  subject: ImportSubject;
  publish: boolean;
  state: ImportState;
  understood: Understood | null;
  /** What its owner said the columns are, by place; null: what they were taken for. Absent in imports of old. */
  fields?: readonly (string | null)[] | null;
  preview: PreviewCounts;
  written: typeof nothingWritten;
  /** What was taken back. Absent in imports of old and while nothing was. */
  undone?: { removed: number; restored: number; kept: number };
  /** Until when it can be undone; absent in imports of old, which cannot. */
  undoUntil?: Date | null;
  /** The columns are what the organisation said of such lists before. */
  isRemembered?: boolean;
  /** Good rows up to this one are written. */
  lastRow: number;
  refusal: { key: string; details: Record<string, unknown> } | null;
  createdAt: Date;
  endedAt: Date | null;
};

/** One row as read, kept until its import has ended; refused ones and notes stay. */
export type StoredRow = {
  _id: string;
  v: number;
  importId: string;
  row: number;
  outcome: RowOutcome;
  content: Content | null;
  problems: readonly RowProblem[];
  notes: readonly RowProblem[];
  doubles: readonly PossibleDouble[];
  isForeign: boolean;
  /** Its cells as they stand in the file, or as they were mended. Absent in imports of old. */
  cells?: readonly string[];
  /** What `imports.rows` may ask for, in one indexed field. */
  marks: readonly ('doubles' | 'foreign' | 'noted' | 'refused')[];
};

/** How far the reading of a file is; a convenience that nothing depends on. */
export type StoredProgress = { _id: string; v: number; done: number; total: number };

type RowFilter = Readonly<{ outcome: RowOutcome | undefined; only: StoredRow['marks'][number] | undefined }>;

const imports = collection<StoredImport>(
  'imports',
  {
    _id: String,
    v: Number,
    version: Number,
    organisationId: String,
    place: String,
    by: String,
    fileId: String,
    fileName: String,
    subject: String,
    publish: Boolean,
    state: String,
    understood: anything,
    fields: anything,
    preview: anything,
    written: anything,
    undone: anything,
    undoUntil: Date,
    isRemembered: Boolean,
    lastRow: Number,
    refusal: anything,
    createdAt: Date,
    endedAt: Date,
  },
  [[{ organisationId: 1, createdAt: -1, _id: -1 }]],
);
const rows = collection<StoredRow>(
  'importRows',
  {
    _id: String,
    v: Number,
    importId: String,
    row: Number,
    outcome: String,
    content: anything,
    problems: anything,
    notes: anything,
    doubles: anything,
    isForeign: Boolean,
    marks: [String],
    cells: anything,
  },
  [[{ importId: 1, row: 1 }], [{ importId: 1, outcome: 1, row: 1 }], [{ importId: 1, marks: 1, row: 1 }]],
);
const progress = collection<StoredProgress>('importProgress', { _id: String, v: Number, done: Number, total: Number });

/** Imports, the rows they have read, and how far they are. */
export function importsStore(database: Database) {
  const models = {
    import: database.model(imports),
    row: database.model(rows),
    progress: database.model(progress),
  };
  return {
    import: (id: string) => models.import.findById(id).lean<StoredImport | null>(),
    /** Imports of an organisation that have not ended. */
    countOpen: (organisationId: string): Promise<number> =>
      models.import.countDocuments({ organisationId, state: { $in: [...openImportStates] } }),
    /** Whether the file is still to be read: its owner or an operator may have stopped it. */
    isReading: async (id: string): Promise<boolean> =>
      (await models.import.exists({ _id: id, state: 'reading' })) !== null,
    imports: (ids: readonly string[]) => models.import.find({ _id: { $in: [...ids] } }).lean<StoredImport[]>(),
    pagesOfIds: () => pagesOfIds(models.import),
    save: (stored: StoredImport) => saveVersioned(models.import, stored),

    /** Forgets what an interrupted reading left behind. */
    clearRows: async (importId: string): Promise<void> => {
      await models.row.deleteMany({ importId });
    },
    addRows: async (list: readonly StoredRow[]): Promise<void> => {
      if (list.length > 0) await models.row.insertMany([...list]);
    },
    /** The next good rows after `row`, in order. */
    goodRowsAfter: (importId: string, row: number, limit: number) =>
      models.row
        .find({ importId, row: { $gt: row }, outcome: { $ne: 'refused' } })
        .sort({ row: 1 })
        .limit(limit)
        .lean<StoredRow[]>(),
    row: (importId: string, row: number) => models.row.findOne({ importId, row }).lean<StoredRow | null>(),
    replaceRow: async (row: StoredRow): Promise<void> => {
      await models.row.replaceOne({ _id: row._id }, row);
    },
    refuseRow: async (importId: string, row: number, problem: RowProblem): Promise<void> => {
      await models.row.updateOne(
        { importId, row },
        { $set: { outcome: 'refused', problems: [problem] }, $addToSet: { marks: 'refused' } },
      );
    },
    /** After the end only rows that somebody may have to look at are kept, and of a cancelled import none. */
    tidy: async (importId: string, keep: StoredRow['marks']): Promise<void> => {
      await models.row.deleteMany({ importId, marks: { $nin: [...keep] } });
    },

    showProgress: async (importId: string, done: number, total: number): Promise<void> => {
      await models.progress.updateOne(
        { _id: importId },
        { $set: { done, total }, $setOnInsert: { v: 1 } },
        { upsert: true },
      );
    },
    /** How far the reading of some imports is. */
    progressOf: async (importIds: readonly string[]): Promise<ReadonlyMap<string, StoredProgress>> => {
      const found = await models.progress.find({ _id: { $in: [...importIds] } }).lean<StoredProgress[]>();
      return new Map(found.map((one) => [one._id, one]));
    },

    /** An organisation's imports, the latest first. */
    ownPage: (organisationId: string, page: PageQuery) =>
      pageOf(models.import, { organisationId }, ['-createdAt', '-_id'], page),
    /** Rows as they stand in the file, those of one outcome or with one mark only. */
    rowPage: (importId: string, { outcome, only }: RowFilter, page: PageQuery) =>
      pageOf(
        models.row,
        { importId, ...(outcome ? { outcome } : {}), ...(only ? { marks: only } : {}) },
        ['row', '_id'],
        page,
      ),
    /** The next rows after `row` that somebody may have to look at. */
    problemRowsAfter: (importId: string, row: number, limit: number) =>
      models.row
        .find({ importId, marks: { $in: ['refused', 'noted'] }, row: { $gt: row } })
        .sort({ row: 1 })
        .limit(limit)
        .lean<StoredRow[]>(),
  };
}

export type ImportsStore = ReturnType<typeof importsStore>;
