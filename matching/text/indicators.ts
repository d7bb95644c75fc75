import { fold } from './fold.ts';
import { stem } from './stem.ts';
import { units } from './units.ts';

/**
 * A measurable requirement or promise: "转换效率不低于 95%" is { about: ["转换", "换效", "效率"], comparator: ">=",
 * low: 0.95 }. Values are in the base unit of the dimension.
 */
export interface Indicator {
  readonly dimension: string;
  readonly comparator: '>=' | '<=' | '=' | 'range';
  readonly low: number;
  readonly high: number;
  /** Words (stems) or character pairs just before the number: what is measured. */
  readonly about: readonly string[];
  /** UTF-16 span of comparator, number and unit in the original text. */
  readonly start: number;
  readonly end: number;
  /** As written in the text. */
  readonly text: string;
}

const atLeast =
  '>=|≥|>|不低于|不小于|不少于|大于等于|大于|高于|超过|至少|达到|no less than|not less than|at least|more than|greater than|exceeding|above|over|minimum of';
const atMost =
  '<=|≤|<|不高于|不大于|不超过|不多于|小于等于|小于|低于|少于|no more than|not more than|at most|less than|below|under|up to|within|maximum of';
const number = '\\d{1,12}(?:\\.\\d{1,9})?';
const unitPattern = [...units.keys()]
  .sort((a, b) => b.length - a.length)
  .map((u) => u.replace(/[%/.°]/g, '\\$&'))
  .join('|');
const pattern = new RegExp(
  `(?:(${atLeast})|(${atMost}))?\\s{0,3}(${number})\\s?(?:(?:-|~|–|—|至|到|to)\\s?(${number})\\s?)?(${unitPattern})(?![A-Za-z])\\s?(以上|以下|以内|or more|or less)?`,
  'gi',
);

/** The indicators in `text`, in order. A number needs a known unit. */
export function indicatorsIn(text: string): Indicator[] {
  if (!/\d/.test(text)) return [];
  const folded = fold(text, true);
  const s = folded.text;
  const found: Indicator[] = [];
  for (const match of s.matchAll(pattern)) {
    const unit = units.get(match[5] ?? '') ?? units.get((match[5] ?? '').toLowerCase());
    if (!unit) continue;
    const value = (digits: string) => Number(digits) * unit.factor + (unit.offset ?? 0);
    const first = value(match[3] ?? '0');
    const bounds = boundsOf(match, first, match[4] === undefined ? first : value(match[4]));
    const end = match.index + match[0].trimEnd().length;
    const start = folded.from?.[match.index] ?? match.index;
    const stop = folded.to?.[end - 1] ?? end;
    found.push({
      dimension: unit.dimension,
      ...bounds,
      about: aboutBefore(s, match.index),
      start,
      end: stop,
      text: text.slice(start, stop).trim(),
    });
  }
  return found;
}

function boundsOf(match: RegExpExecArray | RegExpMatchArray, first: number, second: number) {
  if (match[4] !== undefined)
    return { comparator: 'range', low: Math.min(first, second), high: Math.max(first, second) } as const;
  const after = match[6]?.toLowerCase();
  if (match[1] !== undefined || after === '以上' || after === 'or more')
    return { comparator: '>=', low: first, high: Infinity } as const;
  if (match[2] !== undefined || after !== undefined) return { comparator: '<=', low: -Infinity, high: first } as const;
  return { comparator: '=', low: first, high: first } as const;
}

/** The last few words or character pairs of the clause before the number. */
function aboutBefore(s: string, index: number): string[] {
  const clause =
    s
      .slice(Math.max(0, index - 24), index)
      .split(/[,.;:，。；：、\n]/)
      .at(-1) ?? '';
  const about: string[] = [];
  for (const run of clause.toLowerCase().match(/[a-z]+|[\u4e00-\u9fff]+/g) ?? []) {
    if (/[a-z]/.test(run)) {
      if (run.length > 2) about.push(stem(run));
    } else for (let i = 0; i + 1 < run.length; i++) about.push(run.slice(i, i + 2));
  }
  return about;
}
