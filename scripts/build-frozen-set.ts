import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MatchNeed, MatchPatent, Route } from '../matching/index.ts';
import { abouts as allAbouts, invention, type Invention, solutions } from './generator/inventions.ts';
import { type Random, seeded } from './generator/random.ts';
import type { Theme } from './generator/themes/theme.ts';
import { themes } from './generator/themes/themes.ts';
import { want } from './generator/wants.ts';
import { commandLine } from './lib/options.mjs';

commandLine({
  call: 'npm run build -- --server && node dist/scripts/build-frozen-set.js',
  does: `Makes the set on which weights are tried before they are used, with answers known by construction.
Each need has two answers (its thing and problem, and every condition met) and four traps (its thing and problem, and one
condition broken) among patents about other things. It is frozen: only a new name may change what is in it.`,
});
// frozen-1, which is in use, came from an earlier generator: on what this one writes of far-apart themes, texts alone
// decide, and a set that no weights can make worse guards nothing
const name = 'frozen-2';
const seed = 20_260_101;
const needsOfTheme = 8;
const otherPatents = 400;
const provinces = ['110000', '310000', '330000', '440000'];
/** A wanted route, and one that serves it badly. */
const wishes: readonly (readonly [wanted: Route, poor: Route])[] = [
  ['transfer', 'sole-licence'],
  ['exclusive-licence', 'development'],
  ['ordinary-licence', 'equity'],
];

const random = seeded(seed);
let serial = 0;
type Conditions = Pick<MatchPatent, 'routes' | 'trl' | 'askingPrice' | 'ipc'>;

const patentOf = (it: Invention, conditions: Partial<Conditions>): MatchPatent => ({
  id: `p${String(++serial).padStart(4, '0')}`,
  holderId: `holder ${random.between(1, 40)}`,
  title: it.title,
  abstract: it.abstract,
  ipc: it.ipc.split('; '),
  routes: [random.pick(wishes)[0]],
  trl: it.maturity,
  askingPrice: Number(it.price),
  province: random.pick(provinces),
  expiresOn: `${random.between(2034, 2043)}-06-30`,
  restrictions: [],
  ...conditions,
});

/** Conditions of a patent that meet all of a need's, and four variants that each break one. */
function conditionsFor(need: MatchNeed & { budget: number; trlMin: number }, poor: Route, it: Invention) {
  const met: Conditions = {
    ipc: it.ipc.split('; '),
    routes: need.routes,
    trl: Math.min(9, need.trlMin + random.between(0, 2)),
    askingPrice: Math.round(need.budget * (0.5 + random.next() / 2)),
  };
  const elsewhere = themes.find((theme) => !ipcOf(theme).some((symbol) => need.ipc?.includes(symbol.slice(0, 4))));
  const broken: Partial<Conditions>[] = [
    { askingPrice: need.budget * random.between(3, 6) },
    { trl: Math.max(1, need.trlMin - random.between(3, 4)) },
    { routes: [poor] },
    { ipc: [(elsewhere && ipcOf(elsewhere)[0]) ?? 'A47G 9/00'] },
  ];
  return { met, broken: broken.map((one): Conditions => ({ ...met, ...one })) };
}

const ipcOf = ({ subjects }: Theme) => subjects.flatMap(({ ipc }) => ipc);
const pairsOf = (from: Random, theme: Theme) =>
  from.some(
    allAbouts.filter((about) => about.theme === theme),
    needsOfTheme,
  );

const lines: unknown[] = [{ name, seed, made: 'scripts/build-frozen-set.ts' }];
const abouts = themes.flatMap((theme) => pairsOf(random, theme));
for (const [at, about] of abouts.entries()) {
  const asked = want(random, about);
  const [wanted, poor] = random.pick(wishes);
  const need = {
    id: `n${String(at + 1).padStart(3, '0')}`,
    demanderId: `demander ${at + 1}`,
    title: asked.title,
    body: asked.description,
    // a subclass of some patent of the thing: a person's first guess
    ipc: [random.pick(about.subject.ipc).slice(0, 4)],
    routes: [wanted],
    budget: Number(asked.budget),
    trlMin: random.between(5, 7),
    province: random.pick(provinces),
  };
  const solving = solutions.filter(({ problem }) => problem === about.problem);
  const made = Array.from({ length: 6 }, (_, at) => invention(random, serial, solving[at % solving.length]));
  const answers: string[] = [];
  for (const [index, it] of made.entries()) {
    const { met, broken } = conditionsFor(need, poor, it);
    const inClass = about.subject.ipc.filter((symbol) => symbol.startsWith(need.ipc[0] ?? ''));
    const conditions = index < 2 ? met : (broken[index - 2] ?? met);
    const keepsClass = index < 2 || index - 2 !== 3;
    const patent = patentOf(it, { ...conditions, ...(keepsClass ? { ipc: [random.pick(inClass)] } : {}) });
    if (index < 2) answers.push(patent.id);
    lines.push({ patent });
  }
  lines.push({ need, answers });
}
const isAsked = ({ about }: Invention) => abouts.some(({ problem }) => problem === about.problem);
for (let count = 0; count < otherPatents;) {
  const it = invention(random, serial);
  if (isAsked(it)) continue;
  lines.push({ patent: patentOf(it, {}) });
  count++;
}
const out = join(import.meta.dirname, '../../server/features/matches/data/frozen-set.jsonl');
writeFileSync(out, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
