import { fold } from '../text/fold.ts';
import type { MatchedWord, TextPart } from './words.ts';

/** A word that adds less than this share of the best one's contribution is no topic. */
const leastShare = 0.35;

const isSpaceless = (word: string) => /^\p{Script=Han}+$/u.test(word);

/**
 * What two texts are about, in at most `limit` of their matched words (best first, as the need writes them). Of a run
 * of characters whose pairs all stand in the patent, only the longest piece that stands there as a whole is named.
 */
export function topicsIn(words: readonly MatchedWord[], patent: readonly TextPart[], limit = 2): string[] {
  const text = fold(patent.map((part) => part.text).join('\n')).text;
  const least = (words[0]?.contribution ?? 0) * leastShare;
  const topics: string[] = [];
  for (const { word, contribution } of words) {
    if (topics.length === limit || contribution < least) break;
    const topic = isSpaceless(word) ? longestPieceIn(word, text) : word;
    if (topic !== undefined && !topics.some((known) => known.includes(topic) || topic.includes(known)))
      topics.push(topic);
  }
  return topics;
}

/** The longest piece of two or more characters that stands in the folded text; the first of equally long ones. */
function longestPieceIn(word: string, text: string): string | undefined {
  for (let length = Math.min(word.length, 30); length >= 2; length--)
    for (let at = 0; at + length <= word.length; at++) {
      const piece = word.slice(at, at + length);
      if (text.includes(fold(piece).text)) return piece;
    }
  return undefined;
}
