import type { MessageKey } from '../messages.ts';

/** What importing one row does, or would do. */
export const rowOutcomes = ['new', 'changed', 'unchanged', 'refused'] as const;
/** What a row is that stands in or below a list and is no entry of it. */
export const rowAsides = ['header', 'total', 'note', 'signature'] as const;
export type RowAside = (typeof rowAsides)[number];
export type RowOutcome = (typeof rowOutcomes)[number];

/** A stored thing, or another row of the file, that may be the same as the row's; never merged automatically. */
export type PossibleDouble = Readonly<{ id: string; title: string } | { row: number; title: string }>;

export type RowVerdict = Readonly<{
  row: number;
  outcome: RowOutcome;
  /** Why the row is refused. */
  problem?: Readonly<{ key: MessageKey; values: Readonly<Record<string, string | number>> }>;
  /** Only the first few when there are many. */
  doubles: readonly PossibleDouble[];
  /** The named holder (or demander) is not the importing organisation. */
  isForeign: boolean;
}>;

/** The result of writing a batch; `created` and `changed` are ids. */
export type Written = Readonly<{
  created: readonly string[];
  changed: readonly string[];
  unchanged: number;
  refused: readonly Pick<Required<RowVerdict>, 'row' | 'problem'>[];
}>;
