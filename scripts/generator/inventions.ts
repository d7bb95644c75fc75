import { addDays, type CalendarDate, calendarDate, yearOf } from '../../server/domain/calendar.ts';
import { applicationCheck } from '../../server/domain/patents/application-number.ts';
import type { Random } from './random.ts';
import type { Figure, Means, Problem, Subject, Theme } from './themes/theme.ts';
import { themes } from './themes/themes.ts';

/** What something is about: the known answer of who fits whom. */
export type About = Readonly<{ theme: Theme; subject: Subject; problem: Problem }>;
/** A problem solved by one means, claimed for the thing alone or also for its method. */
export type Solution = About & Readonly<{ means: Means; claimsMore: boolean }>;

/** A generated patent, as a row of a university's list. */
export type Invention = Readonly<{
  title: string;
  abstract: string;
  applicationNumber: string;
  publicationNumber: string;
  ipc: string;
  industry: string;
  filedOn: CalendarDate;
  grantedOn: CalendarDate;
  inventors: string;
  maturity: number;
  routes: string;
  price: string;
  about: About;
}>;

export const abouts: readonly About[] = themes.flatMap((theme) =>
  theme.subjects.flatMap((subject) => subject.problems.map((problem) => ({ theme, subject, problem }))),
);
/** Each has a title of its own. */
export const solutions: readonly Solution[] = abouts.flatMap((about) =>
  about.problem.means.flatMap((means) => [false, true].map((claimsMore) => ({ ...about, means, claimsMore }))),
);

const surnames = [...'王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗'];
const given = '伟 芳 敏 静 磊 洋 勇 艳 杰 涛 明 超 霞 平 刚 思远 子涵 雨桐 浩然 文博'.split(' ');
export const personName = (random: Random): string => random.pick(surnames) + random.pick(given);

/** Ways of dealing that a list offers, as its cell says them. */
const offers = [
  '普通许可',
  '普通许可',
  '普通许可、转让',
  '转让',
  '独占许可、普通许可',
  '普通许可、作价入股',
  '开放许可',
];

/** A patent for a solution, granted some time before `listedOn`. */
export function invention(
  random: Random,
  serial: number,
  solution: Solution = random.pick(solutions),
  listedOn: CalendarDate = calendarDate('2026-01-01'),
): Invention {
  const { theme, subject, problem, means, claimsMore } = solution;
  const [way, how] = means;
  const title = claimsMore
    ? `一种采用${way}${problem.effect}的${subject.name}及其${subject.also}`
    : `一种基于${way}的${subject.name}`;
  const abstract =
    `本发明公开了${title}，属于${theme.name}技术领域。针对现有${subject.said}${problem.trouble}的问题，` +
    `${how}，从而${problem.effect}。实测${measured(random, problem.figure)}，` +
    `${random.pick(['工艺简单', '成本低', '易于规模化', '已完成中试'])}。`;

  const grantedOn = addDays(listedOn, -random.between(40, 2_000));
  const filedOn = addDays(grantedOn, -random.between(400, 900));
  const digits = `${yearOf(filedOn)}1${String(serial).padStart(7, '0')}`;
  return {
    title,
    abstract,
    applicationNumber: `${digits}.${applicationCheck(digits)}`,
    publicationNumber: `CN${110_000_000 + serial}B`,
    ipc: subject.ipc.join('; '),
    industry: subject.trade,
    filedOn,
    grantedOn,
    inventors: Array.from({ length: random.between(2, 4) }, () => personName(random)).join('；'),
    maturity: random.between(3, 9),
    routes: random.pick(offers),
    price: `${random.between(8, 120)}0000`,
    about: { theme, subject, problem },
  };
}

/** A figure with a value that the means may reach: `最大温差为 3.1 ℃`. */
export function measured(random: Random, [name, least, most, unit]: Figure): string {
  return `${name}为 ${written(least + random.next() * (most - least), most)} ${unit}`.trimEnd();
}

/** With as many decimals as fit the size of the figure. */
export const written = (value: number, most: number): string => value.toFixed(most < 1 ? 2 : most < 10 ? 1 : 0);
