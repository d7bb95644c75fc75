import { singles } from '../../../../matching/text/analyse.ts';

/** Calls `visit` for each piece of a text: stems of words, Chinese characters, and pairs of neighbouring ones. */
export function eachPiece(text: string, visit: (piece: string) => void): void {
  let before = '';
  singles(text, (kind, value, _start, _end, joined) => {
    visit(value);
    if (kind === 'char' && joined && before !== '') visit(before + value);
    before = kind === 'char' ? value : '';
  });
}

/** The pieces of a text, each once. */
export function piecesOf(text: string): string[] {
  const pieces = new Set<string>();
  eachPiece(text, (piece) => pieces.add(piece));
  return [...pieces];
}

/** One Chinese character: alone it tells too little to find something by. */
export const isLone = (piece: string): boolean => piece.length === 1 && /\p{Script=Han}/u.test(piece);
