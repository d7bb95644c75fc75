/** MongoDB's regular expressions (PCRE) as JavaScript's. What may differ between the two is refused. */
import { badValue, refuse } from '../values/errors.ts';

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

/** Character classes, escapes, starts of groups, quantifiers, any other character. */
const TOKEN =
  // eslint-disable-next-line regexp/no-super-linear-move -- the exchange writes patterns, and escapes what people type
  /(\[\^?\]?(?:\\.|\[(?![:.=])|[^\]\\[])*\])|\\(.)|(\((?:\?[:=!])?(?![?*]))|((?:[*+?]|\{\d+(?:,\d*)?\})[?+]?)|[^]/gsu;

const compile = (pattern: string, options: string): RegExp => {
  const unknown = /[^imsu]/.exec(options);
  if (unknown) return refuse(`the regular expression option ${unknown[0]}`);
  const plain: Readonly<Record<string, string>> = {
    // Only \n ends a line, and `$` also matches before the last \n of a text.
    '^': options.includes('m') ? '(?<![^\\n])' : '^',
    $: options.includes('m') ? '(?![^\\n])' : '(?=\\n?(?![^]))',
    '.': options.includes('s') ? '[^]' : '[^\\n]',
    '{': '\\{',
    '}': '\\}',
    ']': '\\]',
  };
  const translated = pattern.replace(TOKEN, (token, set?: string, escaped?: string, open?: string, many?: string) => {
    if (set !== undefined) return inSet(set);
    if (escaped !== undefined) return SPACES[escaped] ?? escape(escaped, /[dDwWtnrfbB]/);
    if (many !== undefined && /.\+$/.test(many)) return refuse(`the possessive ${many} in a regular expression`);
    if (open !== undefined || many !== undefined) return token;
    return plain[token] ?? (/[[(*+?\\]/.test(token) ? refuse(`'${token}' as it stands in /${pattern}/`) : token);
  });
  try {
    return new RegExp(translated, options.includes('i') ? 'iu' : 'u');
  } catch {
    return badValue(`Regular expression is invalid: ${pattern}`);
  }
};

/** `\s` and `\S` of PCRE know only ASCII spaces; JavaScript's know more. */
const SPACES: Readonly<Record<string, string>> = { s: '[\\t-\\r ]', S: '[^\\t-\\r ]' };

const inSet = (set: string): string => {
  const [, begin = '', items = ''] = /^(\[\^?)([^]*)\]$/.exec(set) ?? [];
  // a first bracket in a class is a literal one
  return `${begin}${items.replace(/\\(.)|[[\]]/gsu, (item, escaped?: string) => {
    if (escaped === undefined) return `\\${item}`;
    if (escaped === '-') return item;
    return escaped === 's' ? '\\t-\\r ' : escape(escaped, /[dDwWtnrf]/);
  })}]`;
};

/** An escaped character: a class that means the same in both, or a character that is no letter or digit. */
const escape = (c: string, same: RegExp): string => {
  if (/[A-Za-z0-9]/.test(c)) return same.test(c) ? `\\${c}` : refuse(`\\${c} in a regular expression`);
  return /[\^$\\.*+?()[\]{}|/]/.test(c) ? `\\${c}` : c;
};

/** The literal text after `^` that every match begins with; empty when there is none or case is ignored. */
export const literalPrefix = (pattern: string, options: string): string => {
  if (!pattern.startsWith('^') || /[im]/.test(options) || pattern.includes('|')) return '';
  const [literal = ''] = /^[A-Za-z0-9 _\-:/@#,;"'<>=!%&~`\u00a1-\ud7ff]*/.exec(pattern.slice(1)) ?? [];
  // the last character may belong to a quantifier that makes it optional
  return /^[*+?{]/.test(pattern.slice(1 + literal.length)) ? literal.slice(0, -1) : literal;
};
