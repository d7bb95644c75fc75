/** MongoDB's patterns (PCRE) as JavaScript's. What the two read differently is refused, never guessed. */
import { badValue, refuse } from './errors.ts';

const compiled = new Map<string, RegExp>();

export const regex = (pattern: string, options: string): RegExp => {
  const name = `${options}/${pattern}`;
  let found = compiled.get(name);
  if (!found) {
    if (compiled.size > 500) compiled.clear();
    compiled.set(name, (found = compile(pattern, options)));
  }
  return found;
};

const compile = (pattern: string, options: string): RegExp => {
  let flags = '';
  for (const option of new Set(options)) {
    if (option === 'x') return refuse('the regular expression option x');
    if (!'imsu'.includes(option)) return badValue(`invalid flag in regex options: ${option}`);
    if (option !== 'u') flags += option;
  }
  let body = pattern;
  const inline = /^\(\?([ims]+)\)/.exec(body);
  if (inline) {
    body = body.slice(inline[0].length);
    for (const flag of inline[1] ?? '') if (!flags.includes(flag)) flags += flag;
  }
  body = translate(body, flags.includes('m'));
  for (const unicode of ['u', ''])
    try {
      return new RegExp(body, flags + unicode);
    } catch {
      // Without the flag u JavaScript allows escapes that PCRE allows too.
    }
  return badValue(`Regular expression is invalid: ${pattern}`);
};

/** Walks the pattern once: finds what PCRE means differently, and lets `$` match before a last line break. */
const translate = (pattern: string, multiline: boolean): string => {
  let out = '';
  let inClass = false;
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i] ?? '';
    const next = pattern[i + 1] ?? '';
    if (c === '\\') {
      if (/[AZzQEGKRXhHNgCae]/.test(next)) return refuse(`\\${next} in a regular expression`);
      out += c + next;
      i++;
    } else if (inClass) {
      if (c === ']') inClass = false;
      if (c === '[' && next === ':') return refuse('[: :] in a regular expression');
      out += c;
    } else if (c === '[') {
      inClass = true;
      out += c;
      if (next === '^') {
        out += '^';
        i++;
      }
      // A first bracket in a class is a literal one.
      if (pattern[i + 1] === ']') {
        out += '\\]';
        i++;
      }
    } else if (c === '(' && next === '?' && !/^\(\?(:|=|!|<=|<!|<[A-Za-z])/.test(pattern.slice(i))) {
      return refuse(`${pattern.slice(i, i + 4)} in a regular expression`);
    } else if ('*+?}'.includes(c) && next === '+') {
      return refuse('possessive quantifiers in a regular expression');
    } else if (c === '$' && !multiline) {
      out += '(?=\\n?(?![\\s\\S]))';
    } else out += c;
  }
  return out;
};

/** What every match begins with: the literal characters after `^`; empty when there are none or case does not count. */
export const literalPrefix = (pattern: string, options: string): string => {
  if (!pattern.startsWith('^') || /[imx]/.test(options) || pattern.includes('|')) return '';
  const [literal = ''] = /^[A-Za-z0-9 _\-:/@#,;"'<>=!%&~`\u00a1-\ud7ff]*/.exec(pattern.slice(1)) ?? [];
  // The last character may belong to a quantifier that makes it optional.
  return /^[*+?{]/.test(pattern.slice(1 + literal.length)) ? literal.slice(0, -1) : literal;
};
