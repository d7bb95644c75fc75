/**
 * The English (Porter2) stemmer of the Snowball project, for lower-case ASCII words. Source:
 * snowballstem.org/algorithms/english/stemmer.html
 */

const exceptional = new Map(
  Object.entries({
    skis: 'ski',
    skies: 'sky',
    dying: 'die',
    lying: 'lie',
    tying: 'tie',
    idly: 'idl',
    gently: 'gentl',
    ugly: 'ugli',
    early: 'earli',
    only: 'onli',
    singly: 'singl',
    news: 'news',
    atlas: 'atlas',
    cosmos: 'cosmos',
    bias: 'bias',
  }),
);
const unchangedAfterPlural = new Set([
  'inning',
  'outing',
  'canning',
  'herring',
  'earring',
  'proceed',
  'exceed',
  'succeed',
]);

const vowel = /[aeiouy]/;
const double = /(bb|dd|ff|gg|mm|nn|pp|rr|tt)$/;
const shortSyllable = /(^[aeiouy][^aeiouy]|[^aeiouy][aeiouy][^aeiouywxY])$/;

const step2: readonly (readonly [string, string])[] = [
  ['ization', 'ize'],
  ['ational', 'ate'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['iveness', 'ive'],
  ['tional', 'tion'],
  ['biliti', 'ble'],
  ['lessli', 'less'],
  ['entli', 'ent'],
  ['ation', 'ate'],
  ['alism', 'al'],
  ['aliti', 'al'],
  ['ousli', 'ous'],
  ['iviti', 'ive'],
  ['fulli', 'ful'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['abli', 'able'],
  ['izer', 'ize'],
  ['ator', 'ate'],
  ['alli', 'al'],
  ['bli', 'ble'],
];
const step3: readonly (readonly [string, string])[] = [
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['alize', 'al'],
  ['icate', 'ic'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ness', ''],
  ['ful', ''],
];
const step4 = /(ement|ance|ence|able|ible|ment|ant|ent|ism|ate|iti|ous|ive|ize|al|er|ic)$/;

/** The stem of `word`; words with characters other than a–z and ', or of one or two letters, are returned unchanged. */
export function stem(word: string): string {
  if (word.length < 3 || !/^[a-z']+$/.test(word)) return word;
  const special = exceptional.get(word);
  if (special !== undefined) return special;
  let w = word
    .replace(/^'/, '')
    .replace(/^y|([aeiouy])y/g, (_match, before: string | undefined) => (before ?? '') + 'Y');
  const r1 = region1(w);
  const r2 = region(w, r1);
  w = plural(w.replace(/'s'?$|'$/, ''));
  if (unchangedAfterPlural.has(w)) return w;
  w = participle(w, r1);
  if (w.length > 2 && /[^aeiouy][yY]$/.test(w)) w = w.slice(0, -1) + 'i';
  w = replaced(w, step2, r1) ?? step2Rest(w, r1);
  w = replaced(w, step3, r1) ?? (inside(w, 'ative', r2) ? w.slice(0, -5) : w);
  w = derivation(w, r2);
  return final(w, r1, r2).toLowerCase();
}

/** Start of the region after the first non-vowel that follows a vowel (R1, R2 of the algorithm). */
function region(w: string, start: number): number {
  for (let i = start + 1; i < w.length; i++) if (!vowel.test(w.charAt(i)) && vowel.test(w.charAt(i - 1))) return i + 1;
  return w.length;
}

function region1(w: string): number {
  const prefix = /^(gener|commun|arsen)/.exec(w);
  return prefix ? prefix[0].length : region(w, 0);
}

const inside = (w: string, suffix: string, start: number) => w.endsWith(suffix) && w.length - suffix.length >= start;

function plural(w: string): string {
  if (w.endsWith('sses')) return w.slice(0, -2);
  if (/(ied|ies)$/.test(w)) return w.length > 4 ? w.slice(0, -2) : w.slice(0, -1);
  if (/(us|ss)$/.test(w)) return w;
  return w.endsWith('s') && vowel.test(w.slice(0, -2)) ? w.slice(0, -1) : w;
}

function participle(w: string, r1: number): string {
  const eed = /(eedly|eed)$/.exec(w);
  if (eed) return inside(w, eed[0], r1) ? w.slice(0, -eed[0].length) + 'ee' : w;
  const suffix = /(ingly|edly|ing|ed)$/.exec(w);
  if (!suffix) return w;
  const base = w.slice(0, -suffix[0].length);
  if (!vowel.test(base)) return w;
  if (/(at|bl|iz)$/.test(base)) return base + 'e';
  if (double.test(base)) return base.slice(0, -1);
  return r1 >= base.length && shortSyllable.test(base) ? base + 'e' : base;
}

/** The longest listed suffix decides: it is replaced if it lies in the region. Undefined when no suffix fits. */
function replaced(w: string, rules: readonly (readonly [string, string])[], start: number): string | undefined {
  for (const [suffix, to] of rules)
    if (w.endsWith(suffix)) return inside(w, suffix, start) ? w.slice(0, -suffix.length) + to : w;
  return undefined;
}

function step2Rest(w: string, r1: number): string {
  if (inside(w, 'ogi', r1) && w.endsWith('logi')) return w.slice(0, -1);
  if (inside(w, 'li', r1) && /[cdeghkmnrt]li$/.test(w)) return w.slice(0, -2);
  return w;
}

function derivation(w: string, r2: number): string {
  const suffix = step4.exec(w)?.[0];
  if (suffix !== undefined) return inside(w, suffix, r2) ? w.slice(0, -suffix.length) : w;
  return inside(w, 'ion', r2) && /[st]ion$/.test(w) ? w.slice(0, -3) : w;
}

function final(w: string, r1: number, r2: number): string {
  if (w.endsWith('e')) {
    const base = w.slice(0, -1);
    return base.length >= r2 || (base.length >= r1 && !shortSyllable.test(base)) ? base : w;
  }
  return inside(w, 'l', r2) && w.endsWith('ll') ? w.slice(0, -1) : w;
}
