import { z } from 'zod';
import { importStates, importSubjects } from '../../domain/imports/import-process.ts';
import { rowAsides, rowOutcomes } from '../../domain/imports/row-verdict.ts';
import { command, create, id, instant, list, named, outcome, page, version } from '../common.ts';
import { downloaded, operation } from '../operation.ts';
import { understood } from '../understood.ts';

const count = z.int().min(0);

const importView = z.strictObject({
  id,
  version,
  subject: z.enum(importSubjects),
  state: z.enum(importStates),
  fileName: z.string(),
  publish: z.boolean(),
  createdAt: instant,
  endedAt: instant.nullable(),
  /** How the file was read; null until then and when it was refused. */
  format: z
    .strictObject({
      kind: z.enum(['csv', 'xlsx']),
      encoding: z.string().nullable(),
      delimiter: z.string().nullable(),
      sheet: z.string().nullable(),
      headerRow: z.int(),
      /** `samples`: the first texts below the header. */
      columns: z.array(
        z.strictObject({ header: z.string(), field: z.string().nullable(), samples: z.array(z.string()) }),
      ),
      /** Sheets that were not read, and how many rows they have. */
      unread: z.array(z.strictObject({ sheet: z.string(), rows: count, isHidden: z.boolean() })),
      /** Rows that are no entries (totals, notes, signatures, repeated headers): the first of them, and their number. */
      passedOver: z.array(z.strictObject({ row: z.int(), why: z.enum(rowAsides), text: z.string() })),
      passedOverCount: count,
      /** The columns are what the organisation said of lists with these headers before. */
      isRemembered: z.boolean(),
      /** The fields that a column may be read as. */
      fields: z.array(z.string()),
    })
    .nullable(),
  /** What importing the rows read so far would do. */
  preview: z.strictObject({
    rows: count,
    new: count,
    changed: count,
    unchanged: count,
    refused: count,
    /** Rows that may be the same as another patent or need, but are not merged. */
    doubles: count,
    /** Rows whose named holder is not the importing organisation. */
    foreign: count,
    /** Rows with values that could not be used. */
    noted: count,
  }),
  /** Rows written so far. */
  written: z.strictObject({ created: count, changed: count, unchanged: count, refused: count }),
  /** Until when what it wrote can be taken back. */
  undoUntil: instant.nullable(),
  /** What an undo took back so far, and what it left because something was built on it. */
  undone: z.strictObject({ removed: count, restored: count, kept: count }).nullable(),
  progress: z.strictObject({ done: count, total: count, percent: z.int().min(0).max(100) }),
  /** Why the whole file was refused, in the caller's language. */
  refusal: z.string().nullable(),
  allowed: z.array(z.string()),
});

const problem = z.strictObject({
  column: z.string().nullable(),
  /** The place of the column in the row, from 0. */
  place: z.int().nullable(),
  field: z.string().nullable(),
  message: z.string(),
  text: z.string().nullable(),
});

const row = z.strictObject({
  row: z.int(),
  outcome: z.enum(rowOutcomes),
  /** The values read, by field, shortened. */
  values: z.array(z.strictObject({ field: z.string(), text: z.string() })),
  /** Its cells as they stand in the file, or as they were mended; of good rows shortened. */
  cells: z.array(z.strictObject({ place: z.int(), header: z.string(), text: z.string() })),
  problems: z.array(problem),
  notes: z.array(problem),
  /** Of needs: what their text says where a column gives nothing. */
  understood: z.array(understood),
  doubles: z.array(z.strictObject({ id: id.nullable(), row: z.int().nullable(), title: z.string() })),
  isForeign: z.boolean(),
});

const params = z.strictObject({ importId: id });
const who = { roles: ['editor'], also: 'of the organisation that imports' } as const;

named({ Import: importView, RowProblem: problem, ImportRow: row });

export const importsOperations = {
  'imports.create': operation({
    summary: 'Begin to read an uploaded list; nothing is written before imports.start',
    method: 'post',
    path: '/api/imports',
    changes: ['imports'],
    who: { roles: ['editor'], also: 'the file is of its organisation' },
    body: z.strictObject({
      ...create,
      fileId: id,
      subject: z.enum(importSubjects),
      /** Publish new entries at once; only where the organisation requires no reviews. */
      publish: z.boolean().default(false),
    }),
    out: outcome,
  }),
  'imports.list': operation({
    summary: 'The imports of my organisation, the latest first',
    method: 'get',
    path: '/api/imports',
    who: { roles: ['editor'] },
    query: z.strictObject(page),
    out: list(importView),
  }),
  'imports.get': operation({
    summary: 'One import: how its file was understood, what it would do, how far it is',
    method: 'get',
    path: '/api/imports/:importId',
    who,
    params,
    out: importView,
  }),
  'imports.rows': operation({
    summary: 'Rows of an import in their order, all or those that need a look',
    method: 'get',
    path: '/api/imports/:importId/rows',
    who,
    params,
    query: z.strictObject({
      ...page,
      outcome: z.enum(rowOutcomes).optional(),
      only: z.enum(['doubles', 'foreign', 'noted']).optional(),
    }),
    out: list(row),
  }),
  'imports.problems': operation({
    summary: 'Every refused row and every note as a CSV file: row, column, reason, text',
    method: 'get',
    path: '/api/imports/:importId/problems.csv',
    who,
    params,
    download: { mediaType: 'text/csv; charset=utf-8' },
    out: downloaded,
  }),
  'imports.readAs': operation({
    summary:
      'Say for each column, in their order, what it is (null: nothing); the file is read again before anything is written',
    method: 'put',
    path: '/api/imports/:importId/read-as',
    changes: ['imports'],
    who,
    params,
    body: z.strictObject({ ...command, fields: z.array(z.string().max(40).nullable()).max(256) }),
    out: outcome,
  }),
  'imports.mend': operation({
    summary: 'Correct cells of a row before anything is written; the row is read and compared again',
    method: 'put',
    path: '/api/imports/:importId/rows/:row',
    changes: ['imports'],
    who,
    params: z.strictObject({ importId: id, row: z.coerce.number().int().min(1) }),
    body: z.strictObject({
      ...command,
      cells: z
        .array(z.strictObject({ place: z.int().min(0).max(255), text: z.string().max(20_000) }))
        .min(1)
        .max(256),
    }),
    out: outcome,
  }),
  'imports.start': operation({
    summary: 'Write the good rows, after having seen the preview',
    method: 'post',
    path: '/api/imports/:importId/start',
    changes: ['imports', 'patents', 'needs'],
    who,
    params,
    body: z.strictObject(command),
    out: outcome,
  }),
  'imports.cancel': operation({
    summary: 'Stop an import; what it has written stays, and can be undone',
    method: 'post',
    path: '/api/imports/:importId/cancel',
    changes: ['imports', 'patents', 'needs'],
    who,
    params,
    body: z.strictObject({ commandId: id }),
    out: outcome,
  }),
  'imports.undo': operation({
    summary:
      'Take back what an import wrote, within a day, where nothing was built on it; what was there before returns',
    method: 'post',
    path: '/api/imports/:importId/undo',
    changes: ['imports', 'patents', 'needs'],
    who,
    params,
    body: z.strictObject(command),
    out: outcome,
  }),
} as const;
