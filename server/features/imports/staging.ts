import type { RowVerdict } from '../../domain/imports/row-verdict.ts';
import { lackingReason } from '../../domain/patents/least.ts';
import type { PatentContent } from '../../domain/patents/patent-content.ts';
import { noCounts, type PreviewCounts, type StoredImport, type StoredRow } from './imports.store.ts';
import type { ReadRow } from './parse/read-file.ts';
import type { RowProblem } from './parse/row-reader.ts';

type For = Pick<StoredImport, '_id' | 'subject' | 'publish'>;

/** Rows as they are kept: what was read of them, and what they would do. */
export function staged(stored: For, rows: readonly ReadRow[], verdicts: readonly RowVerdict[]): StoredRow[] {
  const importId = stored._id;
  const verdictOf = new Map(verdicts.map((verdict) => [verdict.row, verdict]));
  return rows.map((result) => {
    const verdict = verdictOf.get(result.row);
    const refusal: RowProblem[] = verdict?.problem ? [{ row: result.row, ...verdict.problem }] : [];
    const problems = 'problems' in result ? result.problems : refusal;
    const outcome = verdict?.outcome ?? 'refused';
    const notes = [...(result.notes ?? []), ...unpublished(stored, result, outcome)];
    const doubles = verdict?.doubles ?? [];
    const isForeign = verdict?.isForeign ?? false;
    const marks = [
      ...(outcome === 'refused' ? (['refused'] as const) : []),
      ...(doubles.length > 0 ? (['doubles'] as const) : []),
      ...(isForeign ? (['foreign'] as const) : []),
      ...(notes.length > 0 ? (['noted'] as const) : []),
    ];
    const content = 'content' in result && outcome !== 'refused' ? result.content : null;
    const place = { _id: `${importId}:${result.row}`, v: 1, importId, row: result.row };
    return { ...place, outcome, content, problems, notes, doubles, isForeign, marks, cells: result.cells };
  });
}

/** A new patent that is to be published and lacks the least stays a draft, and its row says why. */
function unpublished({ subject, publish }: For, result: ReadRow, outcome: StoredRow['outcome']): RowProblem[] {
  if (!publish || subject !== 'patents' || outcome !== 'new' || !('content' in result)) return [];
  const reason = lackingReason(result.content as PatentContent); // by the subject
  return reason ? [{ row: result.row, key: reason }] : [];
}

export function counted(before: PreviewCounts, rows: readonly StoredRow[], by: 1 | -1 = 1): PreviewCounts {
  const counts = { ...noCounts, ...before, rows: before.rows + by * rows.length };
  for (const { outcome, marks } of rows) {
    counts[outcome] += by;
    for (const mark of marks) if (mark !== 'refused') counts[mark] += by;
  }
  return counts;
}
