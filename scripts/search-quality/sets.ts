import { createHash } from 'node:crypto';
import { applicationCheck } from '../../server/domain/patents/application-number.ts';
import { seeded, type Random } from '../generator/random.ts';

/** A patent of the corpus. */
export type Patent = Readonly<{
  id: string;
  title: string;
  abstract: string;
  assignee: string;
  applicationNumber?: string;
  publicationNumber?: string;
}>;
/** What somebody types, and the patents of which one is the right answer; none: there must be no answer. */
export type Asked = Readonly<{ text: string; right: readonly string[] }>;
/** A patent and a title of it that went through Korean and back. */
export type Retold = Readonly<{ id: string; title: string }>;

/** Words of titles that say nothing of what it is about. */
const empty = new Set(
  (
    '一种 方法 装置 系统 设备 及其 用于 基于 以及 一个 制备 应用 结构 使用 包括 具有 进行 如何 可以 及 其 和 与 或 的 ' +
    '实现 相关 该 所述 由 在 中 利用 采用 通过 它的 它们 这些 其他 多个 介质 存储'
  ).split(' '),
);
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** The content words of a text: two or more characters, in order, each once. */
function contentWords(text: string): string[] {
  const words = [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
  return [...new Set(words)].filter((word) => /^(\p{Script=Han}{2,}|[A-Za-z]{2,})$/u.test(word) && !empty.has(word));
}

/** The items in another order than theirs. */
function mixed(items: readonly string[], random: Random): string[] {
  const other = random.some(items, items.length);
  return other.every((item, at) => item === items[at]) ? other.reverse() : other;
}

/** (a) Two to four content words of a title, in another order; patents of the same title are as right. */
export function titleWords(patents: readonly Patent[], count: number): Asked[] {
  const random = seeded(16_10);
  const byTitle = grouped(patents);
  return random
    .some(patents, patents.length)
    .map((patent) => ({ patent, words: contentWords(patent.title) }))
    .filter(({ words }) => words.length >= 2)
    .slice(0, count)
    .map(({ patent, words }, at) => {
      const some = random.some(words, 2 + (at % 3));
      return { text: mixed(some, random).join(' '), right: (byTitle.get(patent.title) ?? []).map(({ id }) => id) };
    });
}

function grouped(patents: readonly Patent[]): Map<string, Patent[]> {
  const groups = new Map<string, Patent[]>();
  for (const patent of patents) groups.set(patent.title, [...(groups.get(patent.title) ?? []), patent]);
  return groups;
}

/** `count` application numbers, of each form and kind; every fourth has eight digits. */
export function applicationNumbers(count: number): string[] {
  const random = seeded(2020);
  const made = new Set<string>();
  while (made.size < count) {
    const isOld = made.size % 4 === 3;
    const year = isOld ? String(random.between(89, 99)) : String(random.between(2004, 2025));
    const serial = String(random.between(1, isOld ? 99_999 : 1_999_999)).padStart(isOld ? 5 : 7, '0');
    const digits = year + random.pick(['1', '2', '3']) + serial;
    made.add(`${digits}.${applicationCheck(digits)}`);
  }
  return [...made];
}

const wide = (text: string): string =>
  text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)).replaceAll(' ', '　');

/** Six spellings of an application number `202010123456.7`. */
function spellingsOfApplication(number: string): string[] {
  const [digits = '', check = ''] = number.split('.');
  const year = digits.length === 12 ? 4 : 2;
  const apart = [digits.slice(0, year), digits.slice(year, year + 1), digits.slice(year + 1)].join(' ');
  return [
    number,
    `CN${digits}${check}`,
    `ZL ${apart}.${check}`,
    wide(`ZL${number}`),
    `cn${number.toLowerCase()}`,
    digits,
  ];
}

/** Six spellings of a publication number `CN114081026A`. */
function spellingsOfPublication(number: string): string[] {
  const [, digits = '', kind = ''] = /^CN(\d+)([A-Z]\d?)$/.exec(number) ?? [];
  return [number, digits + kind, `CN ${digits} ${kind}`, wide(number), number.toLowerCase(), `CN${digits}`];
}

/** (b) Each number in its six spellings. */
export const numbers = (patents: readonly Patent[]): Asked[] =>
  patents.flatMap(({ id, applicationNumber, publicationNumber }) => [
    ...(applicationNumber ? spellingsOfApplication(applicationNumber) : []).map((text) => ({ text, right: [id] })),
    ...(publicationNumber ? spellingsOfPublication(publicationNumber) : []).map((text) => ({ text, right: [id] })),
  ]);

/** (c) Two to four content words of titles that went through Korean and back, in another order. */
export function retoldWords(titles: readonly Retold[], patents: readonly Patent[]): Asked[] {
  const random = seeded(82);
  const titleOf = new Map(patents.map(({ id, title }) => [id, title]));
  const sameTitle = grouped(patents);
  return titles
    .map(({ id, title }) => ({ id, words: contentWords(title) }))
    .filter(({ words }) => words.length >= 2)
    .map(({ id, words }, at) => {
      const right = (sameTitle.get(titleOf.get(id) ?? '') ?? []).map((patent) => patent.id);
      return { text: mixed(random.some(words, 2 + (at % 3)), random).join(' '), right };
    });
}

/** Those of which no word stands in the title that is sought. */
export function withoutLiteral(asked: readonly Asked[], patents: readonly Patent[]): Asked[] {
  const titleOf = new Map(patents.map(({ id, title }) => [id, title]));
  return asked.filter(({ text, right }) =>
    text.split(' ').every((word) => !titleOf.get(right[0] ?? '')?.includes(word)),
  );
}

/** (d) Words that stand in no patent: invented Latin ones, rare characters, and common ones that never stand together. */
export function nowhere(patents: readonly Patent[], count: number): Asked[] {
  const random = seeded(404);
  const everything = patents
    .map(({ title, abstract, assignee }) => title + abstract + assignee)
    .join('\n')
    .toLowerCase();
  const common = [...new Set(patents.slice(0, 500).flatMap(({ title }) => [...title]))].filter((char) =>
    /\p{Script=Han}/u.test(char),
  );
  const pairs = new Set<string>();
  for (let at = 0; at + 1 < everything.length; at++) pairs.add(everything.slice(at, at + 2));
  const made: Asked[] = [];
  while (made.length < count) {
    const kind = made.length % 3;
    const text =
      kind === 0
        ? Array.from({ length: 4 }, () => random.pick([...'bcdfghklmnprstvz']) + random.pick([...'aiouy'])).join('') +
          'q'
        : kind === 1
          ? Array.from({ length: 3 }, () => String.fromCharCode(random.between(0x9f20, 0x9fa0))).join('')
          : Array.from({ length: 2 + (made.length % 2) }, () => random.pick(common)).join('');
    const isNowhere =
      kind === 1
        ? [...text].every((char) => !everything.includes(char))
        : kind === 0
          ? !everything.includes(text.slice(0, 4))
          : [...text].slice(1).every((_, at) => !pairs.has(text.slice(at, at + 2)));
    if (isNowhere) made.push({ text, right: [] });
  }
  return made;
}

/** (e) Everything that is sent while a query is typed, a letter at a time. */
export const typed = (asked: readonly Asked[]): string[] =>
  asked.flatMap(({ text }) => Array.from(text, (_, at) => text.slice(0, at + 1).trim()).filter(Boolean));

/** The first characters of the SHA-256 of a set: another digest is another set. */
export const digestOf = (asked: readonly Asked[]): string =>
  createHash('sha256').update(JSON.stringify(asked)).digest('hex').slice(0, 12);
