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
  const flags = new Set(options);
  let body = pattern;
  const inline = /^\(\?([imsx]+)\)/.exec(body);
  if (inline) {
    body = body.slice(inline[0].length);
    for (const flag of inline[1] ?? '') flags.add(flag);
  }
  for (const flag of flags) {
    if (flag === 'x') return refuse('the regular expression option x');
    if (!'imsu'.includes(flag)) return badValue(`invalid flag in regex options: ${flag}`);
  }
  const translated = translate(body, flags.has('m'), flags.has('s'));
  try {
    return new RegExp(translated, flags.has('i') ? 'iu' : 'u');
  } catch {
    return badValue(`Regular expression is invalid: ${pattern}`);
  }
};

/** Classes that JavaScript reads as more than the ASCII characters that PCRE means. */
const CLASSES: Readonly<Record<string, string>> = { s: '\\t-\\r ', v: '\\n-\\r\\u0085\\u2028\\u2029' };
const NEGATED_SPACE = '\\0-\\x08\\x0e-\\x1f!-\\u{10ffff}';

/** One escape, from behind its backslash: what it is in JavaScript, and how many characters it took. */
const escape = (rest: string, inClass: boolean): [string, number] => {
  const [c = ''] = rest;
  const hex = /^x(?:\{([0-9A-Fa-f]{1,6})\}|([0-9A-Fa-f]{2}))/.exec(rest);
  if (hex) return [`\\u{${hex[1] ?? hex[2]}}`, hex[0].length];
  const property = /^[pP]\{\^?[A-Za-z_]+\}/.exec(rest);
  if (property)
    return [`\\${property[0].replace(/\{(?!L|M|N|P|S|Z|C)([A-Z][a-z]+)\}/, '{Script=$1}')}`, property[0].length];
  if (c === 's' || c === 'v') return [inClass ? (CLASSES[c] ?? '') : `[${CLASSES[c]}]`, 1];
  if (c === 'S') return [inClass ? NEGATED_SPACE : `[${NEGATED_SPACE}]`, 1];
  if (/[dDwWtnrf]/.test(c) || (!inClass && /[bB1-9]/.test(c))) return [`\\${c}`, 1];
  // Other letters and digits mean something else in PCRE, or nothing.
  if (c === '' || /[A-Za-z0-9]/.test(c)) return refuse(`\\${c} in a regular expression`);
  return [/[\^$\\.*+?()[\]{}|/]/.test(c) || (inClass && c === '-') ? `\\${c}` : c, c.length];
};

/** Walks the pattern once and writes what it means to PCRE in JavaScript's words, without its flags m and s. */
const translate = (pattern: string, multiline: boolean, dotAll: boolean): string => {
  let out = '';
  let inClass = false;
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i] ?? '';
    const next = pattern[i + 1] ?? '';
    if (c === '\\') {
      const [text, length] = escape(pattern.slice(i + 1), inClass);
      out += text;
      i += length;
    } else if (inClass) {
      if (c === ']') inClass = false;
      if (c === '[' && /[:.=]/.test(next)) return refuse(`[${next} ${next}] in a regular expression`);
      out += c === '[' ? '\\[' : c;
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
    } else if (c === '(' && next === '*') {
      return refuse('(* in a regular expression');
    } else if ('*+?}'.includes(c) && next === '+') {
      return refuse('possessive quantifiers in a regular expression');
    } else if (c === '{') {
      const quantifier = /^\{\d+(,\d*)?\}/.exec(pattern.slice(i));
      out += quantifier ? quantifier[0] : '\\{';
      if (quantifier && pattern[i + quantifier[0].length] === '+')
        return refuse('possessive quantifiers in a regular expression');
      i += quantifier ? quantifier[0].length - 1 : 0;
    } else if (c === '}' || c === ']') out += `\\${c}`;
    // Only \n ends a line, and `$` also matches before the last one of a text.
    else if (c === '^' && multiline) out += '(?<![^\\n])';
    else if (c === '$') out += multiline ? '(?![^\\n])' : '(?=\\n?(?![^]))';
    else if (c === '.') out += dotAll ? '[^]' : '[^\\n]';
    else out += c;
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
