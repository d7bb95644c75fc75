import { type CommandOf, defineProcess, type RoleOf } from '../process.ts';

export const importSubjects = ['patents', 'needs'] as const;
export type ImportSubject = (typeof importSubjects)[number];

export const importStates = [
  'reading',
  'refused',
  'previewed',
  'running',
  'done',
  'cancelled',
  'undoing',
  'undone',
] as const;
export type ImportState = (typeof importStates)[number];

export type ImportFacts = Readonly<{
  /** Rows that can be written. */
  goodRows: number;
  /** It wrote something, and the time in which that can be taken back has not run out. */
  mayBeUndone: boolean;
}>;

/** The life of an import: the file is read, a person looks at the preview, then the rows are written batch by batch. */
export const importProcess = defineProcess({
  name: 'import',
  initial: 'reading',
  states: importStates,
  roles: ['owner', 'operator', 'system'],
  final: ['refused', 'undone'],
  guards: {
    hasGoodRows: ({ goodRows }: ImportFacts) => goodRows > 0,
    mayBeUndone: ({ mayBeUndone }: ImportFacts) => mayBeUndone,
  },
  table: {
    finishReading: { by: ['system'], from: ['reading'], to: [{ state: 'previewed' }] },
    refuse: { by: ['system'], from: ['reading'], to: [{ state: 'refused' }] },
    /** The owner corrected what the columns mean; the file is read again. */
    readAs: { by: ['owner'], from: ['previewed'], to: [{ state: 'reading' }] },
    /** The owner corrected cells of a row. */
    mend: { by: ['owner'], from: ['previewed'], to: [{ state: 'same' }] },
    start: { by: ['owner'], from: ['previewed'], to: [{ state: 'running', when: 'hasGoodRows' }] },
    writeRows: { by: ['system'], from: ['running'], to: [{ state: 'same' }] },
    finish: { by: ['system'], from: ['running'], to: [{ state: 'done' }] },
    /** Whoever set the work in motion may no longer do so. */
    lapse: { by: ['system'], from: ['reading', 'running'], to: [{ state: 'cancelled' }] },
    /** An operator stops what burdens the exchange. */
    cancel: { by: ['owner', 'operator'], from: ['reading', 'previewed', 'running'], to: [{ state: 'cancelled' }] },
    /** What it wrote and nothing was built on goes, and what was there before comes back. */
    undo: { by: ['owner'], from: ['done', 'cancelled'], to: [{ state: 'undoing', when: 'mayBeUndone' }] },
    undoRows: { by: ['system'], from: ['undoing'], to: [{ state: 'same' }] },
    finishUndo: { by: ['system'], from: ['undoing'], to: [{ state: 'undone' }] },
  },
});
/** States in which an import takes up room: its rows are kept, or its file is still to be read. */
export const openImportStates: readonly ImportState[] = ['reading', 'previewed', 'running'];

export type ImportRole = RoleOf<typeof importProcess>;
export type ImportCommand = CommandOf<typeof importProcess>;
