import { abouts, measured } from '../generator/inventions.ts';
import { seeded } from '../generator/random.ts';
import { wished } from '../generator/wants.ts';
import type { World } from './world.ts';

/** The main job in words and figures: what is asked for, what is said about it, what is agreed. */
export type MainJob = Readonly<{
  /** The e-mail address of the company. */
  demander: string;
  title: string;
  description: string;
  industry: string;
  /** Amounts in units of 10,000 yuan; rates in hundredths of a percent. */
  budget: number;
  asked: Readonly<{ upfront: number; rate: number; months: number }>;
  agreed: Readonly<{ upfront: number; rate: number; months: number }>;
  talk: readonly [question: string, answer: string, assent: string];
}>;

const first: MainJob = {
  demander: 'company-1@example.org',
  title: '动力电池包液冷板温差大，寻求成熟的冷却结构专利',
  description:
    '我司生产商用车动力电池包，现有电池包液冷板在 2C 快充时电芯之间温差达到 8 ℃，影响寿命，客户投诉较多。' +
    '希望引进能够改善温度均匀性的液冷板或流道方案，最大温差希望做到 3 ℃ 左右，最好已有样机；可以接受普通许可，先小批量验证，半年内导入产线。',
  industry: 'C3841 锂离子电池制造',
  budget: 60,
  asked: { upfront: 50, rate: 300, months: 48 },
  agreed: { upfront: 38, rate: 250, months: 36 },
  talk: ['2C 快充下的温差有实测数据吗？', '样机最大温差 3 ℃ 以内，可以提供测试报告。', '可以接受。'],
};

/**
 * The main job of the `n`-th start, from 0: another company with another problem each time, until all have been told.
 * It is never one that a company of the world has stated as a need of its own.
 */
export function mainJob(world: World, n: number): MainJob {
  if (n === 0) return first;
  const random = seeded(n);
  const open = world.organisations.flatMap(({ email, fields }) =>
    abouts
      .filter(({ theme }) => fields.includes(theme))
      .filter(({ problem }) => world.wants.get(email)?.every(({ about }) => about.problem !== problem) ?? false)
      .map((about) => ({ email, about })),
  );
  // companies in turn
  const byTurn = seeded(world.organisations.length).some(open, open.length);
  const one = byTurn[(n - 1) % byTurn.length];
  if (!one) return first;
  const { theme, subject, problem } = one.about;
  const budget = 40 + 5 * random.between(0, 16);
  const [name] = problem.figure;
  return {
    demander: one.email,
    title: `${subject.said}${problem.trouble}，寻求成熟的专利技术`,
    description:
      `我司主营${theme.business}，现有${subject.said}${problem.trouble}，影响交付。` +
      `希望引进能够${problem.effect}的${subject.name}专利，${wished(problem.figure)}，最好已有样机；` +
      `可以接受普通许可，先小批量验证。`,
    industry: subject.trade,
    budget,
    asked: { upfront: Math.round(budget * 0.85), rate: 300, months: 48 },
    agreed: { upfront: Math.round(budget * 0.65), rate: 200, months: 36 },
    talk: [`${name}有实测数据吗？`, `有，样机${measured(random, problem.figure)}，可以提供测试报告。`, '可以接受。'],
  };
}
