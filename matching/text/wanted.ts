import { type Indicator, indicatorsIn } from './indicators.ts';

/** Words by which a sentence says what is wanted. */
const wish =
  /要求|希望|需要?(?!求方)|急需|达到|目标|指标|应|期望|拟|实现|提高|提升|降低|控制在|寻求|\b(?:should|shall|must|need(?:s|ed)?|want(?:s|ed)?|seek(?:s|ing)?|sought|goals?|target|desire[sd]?|objective|capab\w+|develop|demonstrate|enable|maintain|able to|of interest|acceptable|limit|look(?:s|ing)? for|at a minimum|essential|achiev(?:e|ing)|minimum|maximum|less|defined as)\b/i; // prettier-ignore
/** Words by which it tells how things are. */
const present =
  /目前|现有|现状|当前|现在|现行|传统|国内外|仅(?:为|有)?(?=\d|\s|约)|\b(?:state[- ]of[- ]the[- ]art|current(?:ly)?|existing|typical(?:ly)?|today|conventional|traditional|available|most|approximately|presently|baseline|our|we have|fails?)\b/i; // prettier-ignore
/** Telling of findings, of a market, of a company. */
const story = /\b(?:was|were|has been|have been|accounts? for|estimated|according to|reported|found to|worldwide|percent of (?:all|the))\b|成立于|注册资本|年产值|员工|市场规模|占比约/i; // prettier-ignore
/** A span for the work, not for what it makes: kept as the need's deadline. */
const workSpan = /(?:周期|工期|期限|时限|有效期|签[订约]?[^,，。;]{0,6}起|起)\s{0,2}[:：为约]?\s{0,2}$/;
const workEnd = /^(?:之|以)?内?[^,，。;]{0,6}(?:完成|交付|投产|投运|量产|验收|上线)/;
const wishNow =
  /要求|希望|需|达到|提高|提升|降|目标|(?<![反响效适供])应|\b(?:should|shall|must|need|seek|sought|want|targets?|goals?|aims?|desire[sd]?|required|look(?:s|ing)? for|reduce|improve|support|capable)\b/i;
const aim = /\b(?:should|shall|must|goals?|targets?|objective|sought)\b/i;
/** What is named to be refused: "more than 20 % are not acceptable". */
const refused =
  /^[^.。；;]{0,160}\b(?:is|are) not (?:acceptable|accepted|allowed|permitted)|^[^。；;]{0,30}不(?:予接受|可接受|合格)/i;

/**
 * The figures that a need asks for. A sentence that only tells how things are now, or a story, asks for nothing; nor does
 * a span in which the work is to be done. `leftOut`: words that a person or another reading took for something else.
 */
export function wantedIndicatorsIn(text: string, leftOut: readonly string[] = []): Indicator[] {
  return indicatorsIn(text)
    .filter((one) => isWanted(text, one) && !leftOut.some((words) => overlap(words, one.text)))
    .map((one) => (refused.test(text.slice(one.end, one.end + 200)) ? opposite(one) : one));
}

function opposite(one: Indicator): Indicator {
  if (one.comparator === '>=') return { ...one, comparator: '<=', low: -Infinity, high: one.low, said: [-Infinity, one.said[0]] }; // prettier-ignore
  if (one.comparator === '<=') return { ...one, comparator: '>=', low: one.high, high: Infinity, said: [one.said[1], Infinity] }; // prettier-ignore
  return one;
}

const overlap = (a: string, b: string): boolean => a.includes(b) || b.includes(a);

const longestSentence = 400;
/** A text longer than this tells more than it asks; of a shorter one what is neither told nor past is asked. */
const shortText = 1_000;
const chineseEnd = /[。；;！？!?\n]/;
const englishEnd = /[。！？!?\n]|\.(?=\s*[A-Z(][a-z ]|$)/;
const han = /[\u4e00-\u9fff]/;

function isWanted(text: string, { start, end, dimension }: Indicator): boolean {
  const near = text.slice(Math.max(0, start - 12), end + 12);
  const isChinese = han.test(near);
  const sentenceEnd = isChinese ? chineseEnd : englishEnd;
  const lead =
    text
      .slice(Math.max(0, start - longestSentence), start)
      .split(sentenceEnd)
      .at(-1) ?? '';
  const rest = text.slice(end, end + longestSentence).split(sentenceEnd)[0] ?? '';
  if (dimension === 'time' && (workSpan.test(lead) || workEnd.test(rest))) return false;
  if (/[由从][^,，。]{0,8}$/.test(lead) && /^[^,，。]{0,6}[至到降升提]/.test(rest)) return false; // 由45分钟提升到
  const tells = lastOf(lead, present);
  const asks = lastOf(lead, wishNow);
  if (isChinese) {
    if (asks < 0 && present.test(rest) && !wishNow.test(rest)) return false;
    return asks >= tells && !story.test(lead);
  }
  const isAimed = aim.test(tells < 0 ? lead : lead.slice(0, tells));
  if (tells >= 0 && asks < tells && !isAimed) return false;
  if (story.test(lead) && !isAimed && asks < 0) return false;
  return text.length <= shortText || wish.test(lead + rest);
}

function lastOf(text: string, words: RegExp): number {
  let at = -1;
  for (const match of text.matchAll(new RegExp(words.source, 'gi'))) at = match.index;
  return at;
}
