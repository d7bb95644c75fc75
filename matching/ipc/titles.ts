/** A symbol of the International Patent Classification with its titles; either may be empty. */
export interface IpcTitle {
  /** "H", "H01", "H01M" or "H01M 10/00". */
  readonly symbol: string;
  readonly zh: string;
  readonly en: string;
}

/** Reads `data/ipc-titles.tsv`: `symbol<TAB>zh<TAB>en` per line. Throws RangeError for a line of another form. */
export function readIpcTitles(bytes: Uint8Array): IpcTitle[] {
  return rows(bytes, 3).map(([symbol = '', zh = '', en = '']) => ({ symbol, zh, en }));
}

/** An industry code of GB/T 4754: "C", "C38", "C384" or "C3841". */
export interface Industry {
  readonly code: string;
  readonly name: string;
}

/** Reads `data/gbt4754.tsv`: `code<TAB>name` per line. Throws RangeError for a line of another form. */
export function readIndustries(bytes: Uint8Array): Industry[] {
  return rows(bytes, 2).map(([code = '', name = '']) => ({ code, name }));
}

function rows(bytes: Uint8Array, cells: number): string[][] {
  const lines = new TextDecoder().decode(bytes).split('\n');
  return lines.flatMap((line, i) => {
    if (line === '') return [];
    const row = line.split('\t');
    if (row.length !== cells) throw new RangeError(`line ${i + 1} has ${row.length} cells, not ${cells}`);
    return [row];
  });
}
