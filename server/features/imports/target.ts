import type { ImportSubject } from '../../domain/imports/import-process.ts';
import type { RowVerdict, Written } from '../../domain/imports/row-verdict.ts';
import type { Undoable, Undone } from '../../platform/database/undo.store.ts';
import type { Content } from './parse/read-file.ts';

export type TargetRow<Of = Content> = Readonly<{ row: number; content: Of }>;

/** Where rows go: what imports need of the capability that keeps them. the wing hands one in for each subject. */
export type ImportTarget<Of> = Readonly<{
  /** Begins to ask what rows would do; batches of one file are asked in their order. */
  compare: (organisationId: string, now: Date) => (rows: readonly TargetRow<Of>[]) => Promise<RowVerdict[]>;
  /** Writes one batch inside the surrounding transaction. */
  write: (
    organisationId: string,
    rows: readonly TargetRow<Of>[],
    options: Readonly<{ now: Date; publish: boolean }>,
  ) => Promise<Written & Readonly<{ undoable: readonly Undoable[] }>>;
  /** Takes back what a batch wrote, inside the surrounding transaction. */
  undo: (organisationId: string, list: readonly Undoable[]) => Promise<Undone>;
}>;

/** One target a subject. The parser makes a subject's rows of that subject's content, so the type is not asked again. */
export type ImportTargets = Readonly<Record<ImportSubject, ImportTarget<never>>>;

export const targetOf = (targets: ImportTargets, subject: ImportSubject): ImportTarget<Content> =>
  targets[subject] as unknown as ImportTarget<Content>; // see above
