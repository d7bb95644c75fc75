/** A side of the table: how much it can take in all, and how much of that is there from before. */
interface Side {
  readonly most: number;
  readonly from: number;
}

export interface FlowProblem {
  /** Cost of choosing the cell of a row and a column, a whole number from 0 to `dearest`; null: cannot be chosen. */
  readonly cells: readonly (readonly (number | null)[])[];
  readonly rows: readonly Side[];
  readonly columns: readonly Side[];
  readonly dearest: number;
}

export interface Flow {
  /** Row and column of the chosen cells, in order. */
  readonly chosen: readonly (readonly [row: number, column: number])[];
  /** With what was there from before. */
  readonly rowSums: readonly number[];
  readonly columnSums: readonly number[];
}

/**
 * Chooses cells of a table: as many as the sides can take, then rows as even as they can be, then columns as even as they
 * can be (sums of squares), then the least cost. Successive shortest paths with potentials (Dijkstra on a dense graph):
 * each unit costs one pass over the table, and the paths' costs rise, so what is found is exact.
 */
export function cheapestFlow({ cells, rows, columns, dearest }: FlowProblem): Flow {
  const most = rows.reduce((sum, { most: one, from }) => sum + Math.max(0, one - from), 0);
  const load = columns.reduce((sum, { from }) => sum + from, 0) + most;
  // one more unit of unevenness costs more than all that comes after it
  const ofColumn = dearest * (most + 1) + 1;
  const ofRow = ofColumn * (2 * load + 2) * (most + 1);
  const used = rows.map(() => columns.map(() => false));
  const [rowSums, columnSums] = [rows.map(({ from }) => from), columns.map(({ from }) => from)];
  const potential = { rows: rows.map(() => 0), columns: columns.map(() => 0), end: 0 };

  /** The cheapest way to one more unit, entered; false when there is none. */
  const augment = (): boolean => {
    const reach = { rows: rows.map(() => Infinity), columns: columns.map(() => Infinity), end: Infinity };
    const before = { rows: rows.map(() => -1), columns: columns.map(() => -1), end: -1 };
    const done = { rows: rows.map(() => false), columns: columns.map(() => false) };
    rows.forEach(({ most: limit }, row) => {
      const sum = rowSums[row] ?? 0;
      if (sum < limit) reach.rows[row] = ofRow * (2 * sum + 1) - at(potential.rows, row);
    });
    for (;;) {
      const [row, column] = [nearest(reach.rows, done.rows), nearest(reach.columns, done.columns)];
      const [ofRows, ofColumns] = [at(reach.rows, row), at(reach.columns, column)];
      const next = Math.min(ofRows, ofColumns);
      if (next >= reach.end) break;
      if (ofRows <= ofColumns) {
        done.rows[row] = true;
        cells[row]?.forEach((cost, to) => {
          if (cost === null || used[row]?.[to] || done.columns[to]) return;
          const length = ofRows + cost + at(potential.rows, row) - at(potential.columns, to);
          if (length < at(reach.columns, to)) [reach.columns[to], before.columns[to]] = [length, row];
        });
      } else {
        done.columns[column] = true;
        const sum = columnSums[column] ?? 0;
        if (sum < (columns[column]?.most ?? 0)) {
          const length = ofColumns + ofColumn * (2 * sum + 1) + at(potential.columns, column) - potential.end;
          if (length < reach.end) [reach.end, before.end] = [length, column];
        }
        used.forEach((row_, to) => {
          if (!row_[column] || done.rows[to]) return;
          const length =
            ofColumns - (cells[to]?.[column] ?? 0) + at(potential.columns, column) - at(potential.rows, to);
          if (length < at(reach.rows, to)) [reach.rows[to], before.rows[to]] = [length, column];
        });
      }
    }
    if (reach.end === Infinity) return false;
    rows.forEach(
      (_, row) => (potential.rows[row] = at(potential.rows, row) + Math.min(at(reach.rows, row), reach.end)),
    );
    columns.forEach(
      (_, column) =>
        (potential.columns[column] = at(potential.columns, column) + Math.min(at(reach.columns, column), reach.end)),
    );
    potential.end += reach.end;

    // from the end back: each column was reached from a row that takes it, each row but the first from one it gives up
    columnSums[before.end] = at(columnSums, before.end) + 1;
    for (let column = before.end; column >= 0;) {
      const row = at(before.columns, column);
      const line = used[row];
      if (!line) throw new Error('a column is reached from a row');
      line[column] = true;
      column = at(before.rows, row);
      if (column >= 0) line[column] = false;
      else rowSums[row] = at(rowSums, row) + 1;
    }
    return true;
  };

  for (let units = 0; units < most && augment(); units++);
  const chosen = used.flatMap((line, row) => line.flatMap((is, column) => (is ? [[row, column] as const] : [])));
  return { chosen, rowSums, columnSums };
}

const at = (numbers: readonly number[], place: number): number => numbers[place] ?? Infinity;

/** The place of the least that is not done; -1 when there is none. Of equals the first. */
function nearest(reach: readonly number[], done: readonly boolean[]): number {
  let found = -1;
  let least = Infinity;
  reach.forEach((length, place) => {
    if (!done[place] && length < least) [found, least] = [place, length];
  });
  return found;
}
