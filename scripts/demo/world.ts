import { addDays, type CalendarDate, daysBetween } from '../../server/domain/calendar.ts';
import { type About, abouts, invention, type Invention, solutions } from '../generator/inventions.ts';
import { type GeneratedOrganisation, organisations } from '../generator/organisations.ts';
import { type Random, seeded } from '../generator/random.ts';
import { want, type Want } from '../generator/wants.ts';
import type { Theme } from '../generator/themes/theme.ts';
import { themes } from '../generator/themes/themes.ts';
import type { Caller } from '../lib/caller.ts';
import { type Ids, idsFrom } from './ids.ts';

/** Everyone in the demo signs in with this; it protects only invented data on this machine. */
export const demoPassword = 'demo-exchange-2026';
export const administratorEmail = 'admin@example.org';

export type Inhabitant = GeneratedOrganisation & Readonly<{ id: string; caller: Caller }>;
export type Joining = GeneratedOrganisation & Readonly<{ joinsOn: CalendarDate }>;
export type Listed = Invention & Readonly<{ listedOn: CalendarDate }>;
export type Stated = Want & Readonly<{ statedOn: CalendarDate }>;

/** The generated exchange before anything is sent; equal for equal seeds and days. */
export type World = Readonly<{
  ids: Ids;
  /** The day on which the demo is made: its three years end here. */
  today: CalendarDate;
  organisations: readonly Joining[];
  inventions: ReadonlyMap<string, readonly Listed[]>;
  wants: ReadonlyMap<string, readonly Stated[]>;
}>;

export const needId = (ids: Ids, email: string, { about: { subject, problem } }: Want): string =>
  ids(`need ${email} ${subject.name} ${problem.effect}`);

/** How long the exchange has been there when the demo is shown, in days. */
export const pastDays = 3 * 365;
/** What holders bring when they join, in one list; the rest comes one by one. */
export const firstList = 18;

export function createWorld(seed: number, today: CalendarDate): World {
  const random = seeded(seed);
  const begin = addDays(today, -pastDays);
  const joinsWithin = { authority: 0, centre: 20, university: 200, institute: 200, company: 500 };
  const all = organisations(random).map((one, at): Joining => {
    const within = joinsWithin[one.kind as keyof typeof joinsWithin] ?? 0;
    // the first company is the one that the main job follows
    return {
      ...one,
      joinsOn: addDays(begin, Math.min(at, 30) + random.between(0, one.email.includes('-1@') ? 0 : within)),
    };
  });
  return {
    ids: idsFrom(seed),
    today,
    organisations: all,
    inventions: inventionsOf(random, all, today),
    wants: wantsOf(random, all, today),
  };
}

/** A day after `from`, early enough that what begins then has become something by today. */
const dayAfter = (random: Random, from: CalendarDate, today: CalendarDate): CalendarDate =>
  addDays(from, random.between(1, daysBetween(from, today) - 1));

/** How many of the 48 solutions of a field are on offer; fewer where firms are many. */
const supply = (theme: Theme, all: readonly Joining[]): number =>
  48 - 8 * all.filter(({ kind, fields }) => kind === 'company' && fields.includes(theme)).length;

/** Every solution is somebody's, and each holder has patents of its fields. */
function inventionsOf(random: Random, all: readonly Joining[], today: CalendarDate): World['inventions'] {
  const holders = all.filter(({ kind }) => kind === 'university' || kind === 'institute');
  const owned = new Map(holders.map(({ email }) => [email, [] as Listed[]]));
  let serial = 0;
  for (const theme of themes) {
    const able = holders.filter(({ fields }) => fields.includes(theme));
    const offered = solutions.filter((one) => one.theme === theme);
    const [told, rest] = [offered.filter(isOfFirstJob), offered.filter((one) => !isOfFirstJob(one))];
    [...told, ...random.some(rest, supply(theme, all) - told.length)].forEach((solution, at) => {
      const holder = able[at % able.length];
      const list = holder && owned.get(holder.email);
      if (!holder || !list) throw new Error(`nobody researches ${theme.name}`);
      const listedOn =
        list.length < firstList ? addDays(holder.joinsOn, 7) : dayAfter(random, addDays(holder.joinsOn, 8), today);
      list.push({ ...invention(random, ++serial, solution, listedOn), listedOn });
    });
  }
  return owned;
}

/** The main job of the first start finds what it asks for. */
const isOfFirstJob = ({ subject, problem }: About): boolean =>
  subject.name === '动力电池液冷板' && problem.effect === '改善温度均匀性';

const needsOfFirm = 10;

function wantsOf(random: Random, all: readonly Joining[], today: CalendarDate): World['wants'] {
  const firms = all.filter(({ kind }) => kind === 'company');
  return new Map(
    firms.map(({ email, fields, joinsOn }) => {
      const theirs = abouts.filter(({ theme }) => fields.includes(theme));
      const stated = random.some(theirs, needsOfFirm).map((about): Stated => {
        const statedOn = dayAfter(random, addDays(joinsOn, 3), today);
        return { ...want(random, about, statedOn), statedOn };
      });
      return [email, stated] as const;
    }),
  );
}

const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
export const csv = (rows: readonly (readonly string[])[]) => rows.map((row) => row.map(cell).join(',')).join('\r\n');

/** A university's patent list as CSV, as its office would export it. */
export const patentList = (holder: string, list: readonly Invention[]): string =>
  csv([
    [
      ...['专利名称', '申请号', '公开（公告）号', 'IPC分类号', '专利权人', '发明人', '申请日', '授权公告日'],
      ...['法律状态', '摘要', '所属行业', '技术成熟度', '许可方式', '期望价格'],
    ],
    ...list.map((it) => [
      ...[it.title, it.applicationNumber, it.publicationNumber, it.ipc, holder, it.inventors, it.filedOn, it.grantedOn],
      ...['有效', it.abstract, it.industry, String(it.maturity), it.routes, it.price],
    ]),
  ]);
