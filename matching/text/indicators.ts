import { fold } from './fold.ts';
import { stem } from './stem.ts';
import { type Unit, unitOf, unitPattern } from './units.ts';

/**
 * A measurable requirement or promise: "转换效率不低于 95%" is { about: ["转换", "换效", "效率"], comparator: ">=",
 * low: 0.95 }. Values are in the base unit of the dimension.
 */
export interface Indicator {
  readonly dimension: string;
  readonly comparator: '>=' | '<=' | '=' | 'range';
  readonly low: number;
  readonly high: number;
  /** The numbers as they are written, before their unit; ends that are open are infinite. */
  readonly said: readonly [low: number, high: number];
  /** Words (stems) or character pairs just before the number: what is measured. */
  readonly about: readonly string[];
  /** UTF-16 span of comparator, number and unit in the original text. */
  readonly start: number;
  readonly end: number;
  /** As written in the text. */
  readonly text: string;
}

const few = '(?: [a-z]{1,15}){0,3}'; // words between, as in "a maximum live load of"
const atLeast = `>=|≥|≧|⩾|>|不得低于|不低于|不小于|不少于|大于等于|大于|高于|超过|至少|达到|提高到|提高至|提升到|提升至|延长至|增加到|达|(?:no|not)${few} less than|at least|more than|greater than|higher than|larger than|in excess of|exceed(?:s|ing)?|above|over|min(?:imum)?${few} of`;
const atMost = `<=|≤|≦|⩽|<|不得高于|不得超过|不高于|不大于|不超过|不多于|小于等于|小于|低于|少于|降至|降到|降低到|降低至|缩短到|缩短至|减少到|(?:no|not)${few} (?:more|greater|larger|higher|longer) than|not(?: to)? exceed(?:ing)?|at most|less than|lower than|smaller than|fewer than|below|under|up to|within(?: a target of)?|max(?:imum)?${few} of`;
const plain = '\\d{1,3}(?:,\\d{3}){1,4}(?!\\d)|\\d{1,12}(?:\\.\\d{1,9})?';
const spelt: Readonly<Record<string, number>> = { one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, twelve: 12, twenty: 20, thirty: 30, fifty: 50 }; // prettier-ignore
const times: Readonly<Record<string, number>> = { 百: 100, 千: 1e3, 万: 1e4, 亿: 1e8 };
const spelling = Object.keys(spelt).join('|');
const plusMinus = '±|\\+/-|\\+-';
const after = '及?以上|及?以下|以内|之内|内(?![径部壁孔腔层置外胆禀容])|or (?:more|better|greater|higher|above|less|lower|fewer|below)'; // prettier-ignore
const numbers = new RegExp(`(?:(?<![\\w%°)])[-−–])?(?<![$¥￥])(?:${plain})(?:\\s?[万亿])?`, 'g');
const words = new RegExp(`\\b(?:${spelling})\\b`, 'gi');
/** Before a number: how it is compared, and the sign of a span around nought. */
const comparison = new RegExp(
  `(?:(${atLeast})|(${atMost}))\\s{0,3}(?:约|大约|~|≈|about |approximately |an? )?\\(?(?:${plusMinus})?\\s?$`,
  'i',
);
const approximation = /(?:约|大约|~|≈|\babout |\bapproximately |\ban? )?\(?$/i;
const spread = new RegExp(`(?:${plusMinus})\\s?$`);
/** After a number: a second one, and the unit. */
const measure = new RegExp(
  `\\s?(?:(${unitPattern})?\\s?(${plusMinus}|-|~|–|—|至|到|to|(?<=between [^,;()]{1,18})and)\\s?([-−]?(?:${plain})))?` +
    `(\\)?)[\\s-]?(${unitPattern})(?![A-Za-z])(?![ -]of[ -]freedom)\\s?(${after})?`,
  'iy',
);
const nothing = /(?=\s*(?:[;:，。；：、)]|[.,](?!\d)|$))/y;
const thing = / (or more )?((?:[a-z]{2,15},? ){0,2}[a-z]{2,15}s)\b/iy;
const fraction = new RegExp(`(?:(${atLeast})|(${atMost}))?\\s{0,3}([百千万])分之([一二三四五六七八九]|\\d{1,3})`, 'gi');
const longestComparison = 56;

type Found = Pick<Indicator, 'dimension' | 'comparator' | 'low' | 'high' | 'said'> & { at: number; end: number };

/** The indicators in `text`, in order. A number needs a known unit, or a comparison with something named. */
export function indicatorsIn(text: string): Indicator[] {
  const isSpelt = new RegExp(words.source, 'i').test(text);
  if (!isSpelt && !/\d|分之/.test(text)) return [];
  const folded = fold(text, true);
  const s = folded.text;
  const found = [...inOrder(s, numbers), ...(isSpelt ? inOrder(s, words) : []), ...fractionsIn(s)];
  found.sort((a, b) => a.at - b.at || b.end - a.end);
  const apart = found.filter(({ at }, i) => at >= Math.max(0, ...found.slice(Math.max(0, i - 3), i).map((one) => one.end))); // prettier-ignore
  return inheriting(s, apart).flatMap(({ at, end, ...one }) => {
    const about = aboutBefore(s, at);
    if (one.dimension === 'number' && about.length === 0) return [];
    const start = folded.from?.[at] ?? at;
    const stop = folded.to?.[end - 1] ?? end;
    return [{ ...one, about, start, end: stop, text: text.slice(start, stop).trim() }];
  });
}

/** What stands at each number of a text; the number after `to` belongs to the one before it. */
function inOrder(s: string, of: RegExp): Found[] {
  const found: Found[] = [];
  let done = 0;
  for (const match of s.matchAll(of)) {
    if (match.index < done) continue;
    const numbering = numberingIn(s, match.index, match[0]);
    const one = measuredAt(s, match.index + numbering, match[0].slice(numbering)) ?? namedAt(s, match.index, match[0]);
    if (!one) continue;
    found.push(one);
    done = one.end;
  }
  return found;
}

function measuredAt(s: string, start: number, digits: string): Found | undefined {
  measure.lastIndex = start + digits.length;
  const match = measure.exec(s);
  if (!match) return undefined;
  const [whole, unitBefore, sign, second, closed, symbol = '', afterwards] = match;
  const unit = unitOf(symbol);
  const lead = s.slice(Math.max(0, start - longestComparison), start);
  if (!unit || isYear(digits, symbol) || isModel(lead.slice(-4), symbol)) return undefined;
  const [comparing = approximation.exec(lead)?.[0] ?? '', least, most] = comparison.exec(lead) ?? [];
  if (closed && !lead.slice(-3).includes('(')) return undefined;
  const at = start - comparing.replace(/^[\s(]+/, '').length;
  const end = start + digits.length + whole.trimEnd().length;
  const base = (value: number, by: Unit = unit) => value * by.factor + (by.offset ?? 0);
  const value = valueOf(digits);
  const ranged = (a: number, b: number, by: Unit = unit): Found => {
    const [low, high] = [base(a, by), base(b)];
    const last = by === unit ? b : b * (unit.factor / by.factor);
    const said = low <= high ? ([a, last] as const) : ([last, a] as const);
    return { at, end, dimension: unit.dimension, comparator: 'range', low: Math.min(low, high), high: Math.max(low, high), said }; // prettier-ignore
  };
  const isSpread = spread.test(lead);
  if (isSpread)
    return { ...ranged(-value, value), at: at - (comparing === '' ? (spread.exec(lead)?.[0].length ?? 0) : 0) };
  if (second !== undefined && sign !== undefined) {
    const other = valueOf(second);
    if (/^[±+]/.test(sign)) return ranged(value - other, value + other);
    const own = unitBefore === undefined ? unit : unitOf(unitBefore);
    return own?.dimension === unit.dimension ? ranged(value, other, own) : undefined;
  }
  const isLeast = least !== undefined || /上|more|better|greater|higher|above/i.test(afterwards ?? '');
  const isMost = most !== undefined || (afterwards !== undefined && !isLeast);
  return { at, end, dimension: unit.dimension, ...boundsOf(isLeast ? '>=' : isMost ? '<=' : '=', base(value), value) };
}

/** A number without a unit: compared with something named, or "at least 100 passes", "eight or more beams". */
function namedAt(s: string, start: number, digits: string): Found | undefined {
  const end = start + digits.length;
  nothing.lastIndex = thing.lastIndex = end;
  const isAlone = nothing.test(s) && /\d/.test(digits);
  const [whole = '', more, things = ''] = isAlone ? [] : (thing.exec(s) ?? []);
  const value = valueOf(digits);
  if (!isAlone && (whole === '' || value === 1)) return undefined;
  const [comparing = '', least, most] = comparison.exec(s.slice(Math.max(0, start - longestComparison), start)) ?? [];
  const isVague = /^(?:above|below|over|under|within)/i.test(comparing); // "the above two categories"
  if (!more && (comparing === '' || (!isAlone && isVague))) return undefined;
  const bounds = boundsOf(least !== undefined || (more && !most) ? '>=' : '<=', value, value);
  const dimension = isAlone ? 'number' : `count of ${stem(things.split(' ').at(-1)?.toLowerCase() ?? '')}`;
  return { at: start - comparing.length, end: end + whole.length, dimension, ...bounds };
}

function* fractionsIn(s: string): Generator<Found> {
  if (!s.includes('分之')) return;
  for (const match of s.matchAll(fraction)) {
    const [whole, least, most, of = '', parts = ''] = match;
    const count = /\d/.test(parts) ? Number(parts) : '一二三四五六七八九'.indexOf(parts) + 1;
    const value = count / (times[of] ?? 1);
    const at = match.index + (/^\s+/.exec(whole)?.[0].length ?? 0);
    const bounds = boundsOf(least ? '>=' : most ? '<=' : '=', value, value * 100);
    yield { at, end: match.index + whole.length, dimension: 'share', ...bounds };
  }
}

/** "not more than 75 lbs and 250 lbs": what follows an *and* is compared as what stands before it. */
function inheriting(s: string, found: readonly Found[]): Found[] {
  const all: Found[] = [];
  for (const one of found) {
    const before = all.at(-1);
    const between = before ? s.slice(before.end, one.at) : '';
    const isLinked = /^\s?(?:和|及|与|and|or|for [a-z ]{1,24} and)\s{0,2}$/i.test(between);
    const isSame = before?.dimension === one.dimension && (before.comparator === '>=' || before.comparator === '<=');
    if (before && isSame && isLinked && one.comparator === '=')
      all.push({ ...one, ...boundsOf(before.comparator, one.low, one.said[0]) });
    else all.push(one);
  }
  return all;
}

function boundsOf(comparator: '>=' | '<=' | '=' | 'range', value: number, said: number) {
  const low = comparator === '<=' ? -Infinity : value;
  const high = comparator === '>=' ? Infinity : value;
  return {
    ...{ comparator, low, high },
    said: [low === value ? said : -Infinity, high === value ? said : Infinity] as const,
  };
}

function valueOf(text: string): number {
  const word = spelt[text.trim().toLowerCase()];
  if (word !== undefined) return word;
  const [, digits = '', unit = ''] = /^([-−–\d.,]+)\s?([万亿]?)$/.exec(text.trim()) ?? [];
  return Number(digits.replace(/,/g, '').replace(/[−–]/, '-')) * (times[unit] ?? 1);
}

/** How much of `3.45℃` numbers a list whose items stand one after another: `2.` before it says so. */
function numberingIn(s: string, at: number, digits: string): number {
  const [numbering = '', count = ''] = /^([1-9])\.(?=\d)/.exec(digits) ?? [];
  if (numbering === '' || !/[；;。:：\n]\s{0,2}$/.test(s.slice(Math.max(0, at - 3), at))) return 0;
  const earlier = new RegExp(`[；;。:：\\n]\\s{0,2}${String(Number(count) - 1)}[.、]`);
  return earlier.test(s.slice(Math.max(0, at - 200), at)) ? numbering.length : 0;
}

/** The name of a model (`SSQ-101A`, `P8-A`) is no figure; `DC24V` is one. */
const isModel = (before: string, symbol: string): boolean =>
  /^[A-Z]$/.test(symbol) && /[A-Za-z]-?$/.test(before.slice(-2)) && !/[AD]C-?$/.test(before.slice(-3));

/** 2027年 is a year, not a span of 2027 years. */
const isYear = (digits: string, symbol: string): boolean => symbol === '年' && /^(?:19|20)\d{2}$/.test(digits.trim());

/** So many characters before a figure say what it is about. */
export const reach = 24;

/** The clause that stands before `index`, as far as it may say what the figure there is about. */
export const clauseBefore = (text: string, index: number): string =>
  text
    .slice(Math.max(0, index - reach), index)
    .split(/[,.;:，。；：、\n]/)
    .at(-1) ?? '';

/** The last few words or character pairs of the clause before the number. */
function aboutBefore(s: string, index: number): string[] {
  const clause = clauseBefore(s, index);
  const about: string[] = [];
  for (const run of clause.toLowerCase().match(/[a-z]+|[\u4e00-\u9fff]+/g) ?? []) {
    if (/[a-z]/.test(run)) {
      if (run.length > 2) about.push(stem(run));
    } else for (let i = 0; i + 1 < run.length; i++) about.push(run.slice(i, i + 2));
  }
  return about;
}
