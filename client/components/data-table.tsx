import type { ReactNode } from 'react';
import './data-table.css';

type Column<Row> = Readonly<{
  /** The heading of the column; on a phone it stands before each value. */
  head: string;
  /** Hides the heading from all but screen readers, e.g. above buttons. */
  isHeadHidden?: boolean;
  isNumber?: boolean;
  /** In pixels. */
  minWidth?: number;
  cell: (row: Row, index: number) => ReactNode;
}>;
type DataTableProps<Row> = Readonly<{
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row, index: number) => string | number;
}>;

/**
 * A table that scrolls sideways within its card. On a phone each row becomes a block of lines, so that no value lies
 * beyond the edge. Roles are explicit, because some browsers drop them for a table with another `display`.
 */
export function DataTable<Row>({ label, columns, rows, keyOf }: DataTableProps<Row>) {
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={label}>
      <table className="data-table" role="table">
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(({ head, isHeadHidden, isNumber, minWidth }) => (
              <th key={head} role="columnheader" className={isNumber ? 'number' : ''} style={{ minWidth }}>
                <span className={isHeadHidden ? 'visually-hidden' : ''}>{head}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row, at) => (
            <tr key={keyOf(row, at)} role="row">
              {columns.map(({ head, isHeadHidden, isNumber, cell }) => (
                <td key={head} role="cell" className={isNumber ? 'number' : ''} data-head={isHeadHidden ? '' : head}>
                  <div>{cell(row, at)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
