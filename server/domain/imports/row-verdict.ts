import type { MessageKey } from '../messages.ts';

/** What importing one row does, or would do. */
export const rowOutcomes = ['new', 'changed', 'unchanged', 'refused'] as const;
export type RowOutcome = (typeof rowOutcomes)[number];

/** A thing that may be the same as the row's and is never merged by itself: kept already, or another row of the file. */
export type PossibleDouble = Readonly<{ id: string; title: string } | { row: number; title: string }>;

export type RowVerdict = Readonly<{
  row: number;
  outcome: RowOutcome;
  /** Why it is refused. */
  problem?: Readonly<{ key: MessageKey; values: Readonly<Record<string, string | number>> }>;
  /** A few of them where there are many. */
  doubles: readonly PossibleDouble[];
  /** The named holder (or demander) is not the importing organisation. */
  isForeign: boolean;
}>;

/** What writing a batch did. */
export type Written = Readonly<{
  created: readonly string[];
  changed: readonly string[];
  unchanged: number;
  refused: readonly Pick<Required<RowVerdict>, 'row' | 'problem'>[];
}>;
