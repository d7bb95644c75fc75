import { joiningChars } from '../../../../matching/text/stop-words.ts';
import { isLone, piecesOf } from './pieces.ts';
import type { TranslationTable } from '../../../../matching/translation/table.ts';
import { shares } from '../../../../matching/translation/translate.ts';

/** A piece of what is looked for: of the word itself, or what other words have in its place. */
export type SoughtPiece = Readonly<{
  text: string;
  /** The piece of the word that it stands for. */
  of: string;
  /** 1 for the word's own pieces, less for what may mean the same. */
  worth: number;
}>;

/** Words of nearly every title: the table has them beside most others (装置 for 齿轮). */
const everywhere = new Set(
  '装置 方法 系统 设备 结构 机构 带有 一种 用于 具有 包括 其中 或者 所述 制造 处理 使用'.split(' '),
);
const isEmpty = (piece: string): boolean => everywhere.has(piece) || [...piece].some((char) => joiningChars.has(char));

/** Rewordings of one piece; the further ones are seldom right. */
const mostWordings = 6;
/** A translation finds titles of the other language. */
const mostTranslations = 2;

/**
 * The pieces of a word and what may stand in their place: what they translate to, and what that translates back to
 * (衰老 is aging, which is 老化). The worth of a rewording is the root of its probability, as the table spreads it thin.
 */
export function soughtPieces(word: string, table: TranslationTable | undefined): SoughtPiece[] {
  return piecesOf(word).flatMap((of) => [
    { text: of, of, worth: 1 },
    ...(table ? rewordings(of, table) : []).map(([text, p]) => ({ text, of, worth: Math.sqrt(p) })),
  ]);
}

function rewordings(piece: string, { from: { en, zh } }: TranslationTable): [string, number][] {
  const [there, back] = /^[a-z]/.test(piece) ? [en, zh] : [zh, en];
  const translations = new Map<string, number>();
  const others = new Map<string, number>();
  for (const [target, p] of shares(there.get(piece))) {
    // one character of a translation is too little, and digits are in every text
    if (!isLone(target) && !/^\d/.test(target)) translations.set(target, p);
    for (const [other, q] of shares(back.get(target)))
      if (other !== piece && !isEmpty(other)) others.set(other, (others.get(other) ?? 0) + p * q);
  }
  return [...likeliest(others, mostWordings), ...likeliest(translations, mostTranslations)];
}

const likeliest = (words: ReadonlyMap<string, number>, count: number): [string, number][] =>
  [...words].sort(([a, p], [b, q]) => q - p || (a < b ? -1 : 1)).slice(0, count);
