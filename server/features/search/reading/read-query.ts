import { joiningChars, stopWords } from '../../../../matching/text/stop-words.ts';
import { fold } from '../../../../matching/text/fold.ts';

/** A word that somebody looks for. */
export type QueryWord = Readonly<{
  /** As folded texts have it: half width, lower case, simplified Chinese. */
  text: string;
  /** As it was typed, to be shown. */
  typed: string;
  /** It may go on: longer words that begin with it are as good. */
  isOpen: boolean;
}>;

const han = /\p{Script=Han}/u;
/** Chinese characters in a row; or letters and digits with the signs that belong to a figure (`-40°c`, `0.5%`). */
const runs = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}°%‰.])+/gu;
/** Words that people write around what they look for. */
const around = new Set(
  (
    '一种 一个 我们 你们 有没有 请问 如何 怎么 怎样 什么 哪些 能够 可以 需要 寻找 想要 希望 用于 以及 及其 ' +
    '关于 相关 我 要 找'
  ).split(' '),
);
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
/** A number that is being typed: groups of digits, perhaps with `CN` or `ZL` before and a kind after it. */
const partOfNumber = /^(?:cn|zl)?[\s.-]*(\d[\d\s]{4,16}(?:\.[\dx]?)?)$/;

/**
 * The words of a query, in order and each once. Signs between words mean nothing (a minus does not exclude); Chinese
 * without spaces is taken apart, and a single character stays with its neighbour, so that 机 of 量子计算机 is no word.
 */
export function readQuery(text: string): QueryWord[] {
  const { text: folded, from, to } = fold(text);
  const number = partOfNumber.exec(folded.trim())?.[1];
  if (number !== undefined) return [{ text: number.replace(/\s/g, ''), typed: text.trim(), isOpen: true }];
  const words: QueryWord[] = [];
  for (const { 0: run, index } of folded.matchAll(runs)) {
    const pieces = han.test(run) ? chineseWords(run) : latinWord(run);
    for (const [piece, offset] of pieces) {
      const [first, end] = [index + offset, index + offset + piece.length];
      const typed = text.slice(from?.[first] ?? first, to?.[end - 1] ?? end);
      const isOpen = end === folded.length && /[a-z0-9]$/.test(piece);
      if (!words.some((word) => word.text === piece)) words.push({ text: piece, typed, isOpen });
    }
  }
  const telling = words.filter(({ text: word }) => !around.has(word) && !stopWords.has(word));
  return telling.length > 0 ? telling : words;
}

function latinWord(run: string): [string, number][] {
  const [word = ''] = /^.*[\p{L}\p{N}°%‰]/u.exec(run.replace(/^\.+/, '')) ?? [];
  return /[\p{L}\p{N}]/u.test(word) ? [[word, run.indexOf(word)]] : [];
}

/** The words of Chinese characters in a row, and where they start. */
function chineseWords(run: string): [string, number][] {
  const words: [string, number][] = [];
  let single = '';
  for (const { segment, index } of segmenter.segment(run)) {
    const isJoining = joiningChars.has(segment) || around.has(segment);
    if (segment.length === 1 && !isJoining) {
      single += segment;
      continue;
    }
    if (single.length > 1) words.push([single, index - single.length]);
    const loose = single.length === 1 ? single : '';
    single = '';
    if (!isJoining) words.push([loose + segment, index - loose.length]);
    else if (loose) join(loose, index - 1);
  }
  if (single.length > 1) words.push([single, run.length - single.length]);
  else if (single) join(single, run.length - 1);
  // nothing but joining characters, or one character between two of them
  return words.length > 0 ? words : [[run, 0]];

  /** A character alone goes to the word before it; without one it stands for itself. */
  function join(loose: string, at: number): void {
    const last = words.at(-1);
    if (last && last[1] + last[0].length === at) last[0] += loose;
    else words.push([loose, at]);
  }
}
