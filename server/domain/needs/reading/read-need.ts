import type { CalendarDate } from '../../calendar.ts';
import { budgetIn } from './budget.ts';
import { deadlineIn } from './deadline.ts';
import { regionIn } from './place.ts';
import { halfWidth } from './plain.ts';
import { routesIn } from './routes.ts';
import type { Understood } from './understood.ts';

/** A need is read as far as this; nobody states a budget after it. */
const longest = 20_000;

/**
 * What a need's free text says of its conditions, in the order of the text, each with the words it was read from. What is
 * not certain is left out: a person can add a condition sooner than notice a wrong one. `today` is what *next year* is
 * counted from.
 */
export function readNeed(text: string, today: CalendarDate): Understood[] {
  const plain = halfWidth(text.slice(0, longest));
  const found = [
    ...[budgetIn(plain), deadlineIn(plain, today), regionIn(plain), industryIn(plain), maturityIn(plain)],
    ...routesIn(plain),
  ].filter((one) => one !== undefined);
  return found
    .map((one) => ({ ...one, words: text.slice(one.start, one.end) }))
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

/** The industry after its label; other words may be about anything. */
function industryIn(text: string): Understood | undefined {
  const [whole, label = '', name] =
    /((?:所属|应用)?行业(?:领域|类别)?[:]\s?|\bindustry:\s?)([^\s,，。;:、\n]{2,40})/i.exec(text) ?? [];
  if (whole === undefined || name === undefined) return undefined;
  const start = text.indexOf(whole) + label.length;
  return { field: 'industry', name, words: name, start, end: start + name.length };
}

/** The lowest technology readiness level, where it is named as such. */
function maturityIn(text: string): Understood | undefined {
  const match = /(?:\bTRL|技术成熟度(?:等级)?)\s?(?:为|要求|应)?\s?(?:≥|>=|不低于|至少|of at least|at least|of)?\s?([1-9])\s?级?(?!\d|\.\d)/i.exec(text); // prettier-ignore
  if (!match) return undefined;
  const words = match[0].trimEnd();
  return { field: 'minimumMaturity', level: Number(match[1]), words, start: match.index, end: match.index + words.length }; // prettier-ignore
}
