const [longestChinese, longestEnglish] = [36, 90];
const sentenceEnd = /[。！？!?\n；;]|\.(?=\s|$)/;
const label =
  /^(?:需求|项目|技术需求|难题|课题)?(?:名称|标题|题目|描述|内容)\s?[:：]\s?|^(?:title|need|problem)\s?:\s?/i;
const chineseStops = [/[,，:：]|(?<=[)）])/g, /并且|而且|以及|同时|并|且/g];
const englishStops = [
  /[,:] |(?<=\))\s/g,
  / (?:that|which|and|but|so|while|when|because|where) /g,
  / (?:for|with|using|in|at|by|to|on) /g,
];
/** Words after which a title would wait for more. */
const dangling = new Set(
  'a an the of to for in on at by and or with that which is are be from as than its our we'.split(' '),
);
const danglingChinese = /(?:的|地|得|和|与|及|或|在|对|为|是|以|把|被|从|将|由|使|让|且|并|而|但)$/;

/**
 * A short title from a text: its first sentence; of a long one as many whole clauses as fit. Where not even one fits, it
 * ends at a word that needs no other after it, and says with … that there was more.
 */
export function shortTitle(text: string): string {
  const first = text.trim().replace(label, '').split(sentenceEnd).find((part) => part.trim() !== '')?.trim() ?? ''; // prettier-ignore
  const isChinese = /[\u4e00-\u9fff]/.test(first);
  const longest = isChinese ? longestChinese : longestEnglish;
  if (first.length <= longest) return first;
  const end = lastStop(first, longest, isChinese ? chineseStops : englishStops);
  if (end !== undefined) return first.slice(0, end).trim();
  return `${isChinese ? cutChinese(first) : cutEnglish(first)}…`;
}

/** Where the last whole phrase ends, by the surest kind of stop that leaves enough. */
function lastStop(text: string, longest: number, stops: readonly RegExp[]): number | undefined {
  for (const stop of stops) {
    const places = [...text.slice(0, longest + 6).matchAll(stop)].map(({ index }) => index);
    const end = places.findLast((at) => at >= longest / 3 && at <= longest);
    if (end !== undefined) return end;
  }
  return undefined;
}

function cutEnglish(text: string): string {
  const words = text.slice(0, longestEnglish).split(' ').slice(0, -1);
  while (words.length > 1 && dangling.has((words.at(-1) ?? '').toLowerCase().replace(/,$/, ''))) words.pop();
  return words.join(' ').replace(/[,;:]$/, '');
}

function cutChinese(text: string): string {
  let cut = '';
  for (const { segment } of new Intl.Segmenter('zh', { granularity: 'word' }).segment(text)) {
    if (cut.length + segment.length > longestChinese) break;
    cut += segment;
  }
  for (let before = ''; before !== cut;)
    [before, cut] = [cut, cut.replace(danglingChinese, '').replace(/[、，,\s]$/, '')];
  return cut;
}
