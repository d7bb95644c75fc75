import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Indicator, wantedIndicatorsIn } from '../matching/index.ts';
import { calendarDate } from '../server/domain/calendar.ts';
import { readNeed } from '../server/domain/needs/reading/read-need.ts';
import type { Understood } from '../server/domain/needs/reading/understood.ts';
import { commandLine } from './lib/options.mjs';

const { values: args } = commandLine({
  call: 'npm run bench:needs-reading --',
  does: `What of a need's free text is understood: precision and recall of its fields (budget, routes, day, place) and of the
figures it asks for, on needs that people keyed by hand. FOLDER holds needs.jsonl, a line each:
{id, language, today, text, fields: {budget: [from, to, currency], routes, deadline, region},
 indicators: [{at, words, comparator, low, high, unit}], ignore: [{at, words} | {field}]}.`,
  options: {
    keys: { type: 'string', default: '', value: 'FOLDER', does: 'where needs.jsonl lies' },
    misses: { type: 'boolean', default: false, does: 'prints what was missed and what was wrong' },
  },
});

type Keyed = Readonly<{
  id: string;
  language: 'zh' | 'en';
  today: string;
  text: string;
  fields: Readonly<{
    budget?: readonly [number | null, number | null, string];
    routes?: readonly string[];
    deadline?: string;
    region?: string;
  }>;
  indicators: readonly Readonly<{
    at: number;
    words: string;
    comparator: string;
    low: number | null;
    high: number | null;
    unit: string;
  }>[];
  ignore: readonly Readonly<{ at?: number; words?: string; field?: string }>[];
}>;

const file = join(args.keys, 'needs.jsonl');
if (args.keys === '' || !existsSync(file)) {
  console.error(`${args.keys === '' ? '--keys was not given' : `${file} is not there`}: NOTHING was measured.`);
  process.exit(1);
}
const needs = readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Keyed); // prettier-ignore

/** The keys' names of routes. */
const routeNames: Readonly<Record<string, string>> = {
  ...{ cooperation: 'development', exclusiveLicence: 'exclusive-licence', soleLicence: 'sole-licence' },
  ...{ ordinaryLicence: 'ordinary-licence', openLicence: 'open-licence' },
};

function said(one: Understood, { fields }: Keyed): string {
  switch (one.field) {
    case 'budget': {
      const [from, to] = [one.from, one.to].map((money) => (money ? Number(money.amount) : null));
      return `budget ${JSON.stringify([from, to, (one.from ?? one.to)?.currency])}`;
    }
    case 'routes':
      return `routes ${routeNames[one.route] ?? one.route}`;
    case 'wantedBy':
      return `deadline ${one.date}`;
    case 'region':
      return `region ${fields.region !== undefined && one.name.includes(fields.region) ? fields.region : one.name}`;
    case 'industry':
      return `industry ${one.name}`;
    case 'minimumMaturity':
      return `maturity ${String(one.level)}`;
  }
}

class Tally {
  right = 0;
  wrong = 0;
  missed = 0;
  row(of: string): Record<string, string | number> {
    const share = (whole: number) => (whole === 0 ? '–' : (this.right / whole).toFixed(3));
    const { right, wrong, missed } = this;
    return { of, right, wrong, missed, precision: share(right + wrong), recall: share(right + missed) };
  }
}

const tell = (id: string, what: string) => {
  if (args.misses) console.log(`${id}  ${what}`);
};

function judgeFields(need: Keyed, read: readonly Understood[], tally: Tally): void {
  const { budget, routes = [], deadline, region } = need.fields;
  const wanted = [
    ...(budget ? [`budget ${JSON.stringify(budget)}`] : []),
    ...routes.map((route) => `routes ${route}`),
    ...(deadline === undefined ? [] : [`deadline ${deadline}`]),
    ...(region === undefined ? [] : [`region ${region}`]),
  ];
  const found = read.map((one) => said(one, need));
  for (const one of wanted) {
    if (found.includes(one)) tally.right++;
    else {
      tally.missed++;
      tell(need.id, `missed: ${one}`);
    }
  }
  for (const one of found) {
    const isIgnored = need.ignore.some(({ field }) => field !== undefined && one.startsWith(`${field} `));
    if (wanted.includes(one) || isIgnored) continue;
    tally.wrong++;
    tell(need.id, `wrong: ${one}`);
  }
}

const isNear = (a: number, b: number | null) =>
  b === null ? !Number.isFinite(a) : Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));

function judgeIndicators(need: Keyed, found: readonly Indicator[], tally: Tally): void {
  const taken = new Set<Indicator>();
  for (const { at, words, comparator, low, high, unit } of need.indicators) {
    const right = found.find(
      (one) =>
        !taken.has(one) &&
        one.start < at + words.length &&
        one.end > at &&
        one.comparator === comparator &&
        isNear(one.said[0], low) &&
        isNear(one.said[1], high) &&
        (one.dimension.startsWith('count of') ||
          words.includes('分之') ||
          one.text.toLowerCase().includes(unit.toLowerCase())),
    );
    if (right) {
      taken.add(right);
      tally.right++;
    } else {
      tally.missed++;
      tell(need.id, `missed: ${words}`);
    }
  }
  for (const one of found) {
    const isIgnored = need.ignore.some(({ at, words = '' }) => at !== undefined && one.start < at + words.length && one.end > at); // prettier-ignore
    if (taken.has(one) || isIgnored) continue;
    tally.wrong++;
    tell(need.id, `wrong: ${one.text}`);
  }
}

const rows = (['zh', 'en'] as const).flatMap((language) => {
  const [fields, indicators] = [new Tally(), new Tally()];
  const own = needs.filter((need) => need.language === language);
  for (const need of own) {
    const read = readNeed(need.text, calendarDate(need.today));
    judgeFields(need, read, fields);
    const figures = wantedIndicatorsIn(need.text, read.map(({ words }) => words)); // prettier-ignore
    judgeIndicators(need, figures, indicators);
  }
  return [fields.row(`fields of ${String(own.length)} ${language} needs`), indicators.row(`figures of ${String(own.length)} ${language} needs`)]; // prettier-ignore
});
console.table(rows);
