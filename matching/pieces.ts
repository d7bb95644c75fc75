/** A piece is closed when its text is so long. */
const longEnough = 2 ** 22;

/** Items as JSON, piece after piece in one array of bytes, and how many bytes each piece has. */
export interface Pieces {
  readonly bytes: Uint8Array;
  readonly lengths: Uint32Array;
}

/** In pieces, because no string may be longer than 2²⁹ characters: some 350,000 patents. */
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

/** What `writePieces` was given, in its order. */
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
