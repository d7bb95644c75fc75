/** Characters after which a piece is closed. */
const longEnough = 2 ** 22;

/** Items as JSON arrays, one piece after another, and the number of bytes of each piece. */
export interface Pieces {
  readonly bytes: Uint8Array;
  readonly lengths: Uint32Array;
}

/** Writes items in pieces, because a string has at most 2²⁹ characters: some 350,000 patents. */
export function writePieces(items: Iterable<unknown>): Pieces {
  const pieces: Uint8Array[] = [];
  const encoder = new TextEncoder();
  let texts: string[] = [];
  let length = 0;
  const close = () => {
    if (texts.length > 0) pieces.push(encoder.encode(`[${texts.join()}]`));
    texts = [];
    length = 0;
  };
  for (const item of items) {
    const text = JSON.stringify(item);
    texts.push(text);
    length += text.length;
    if (length >= longEnough) close();
  }
  close();
  const lengths = Uint32Array.from(pieces, (piece) => piece.length);
  const bytes = new Uint8Array(lengths.reduce((sum, one) => sum + one, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return { bytes, lengths };
}

/** The items given to `writePieces`, in order. */
export function readPieces({ bytes, lengths }: Pieces): unknown[] {
  const items: unknown[] = [];
  const decoder = new TextDecoder();
  let at = 0;
  for (const length of lengths) {
    for (const item of JSON.parse(decoder.decode(bytes.subarray(at, at + length))) as unknown[]) items.push(item);
    at += length;
  }
  return items;
}
