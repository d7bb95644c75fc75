import { addDays, type CalendarDate, calendarDate } from '../../server/domain/calendar.ts';
import { type About, abouts, written } from './inventions.ts';
import type { Random } from './random.ts';
import type { Figure } from './themes/theme.ts';

/** A generated need in a company's words; `about` is the known answer. */
export type Want = Readonly<{
  title: string;
  description: string;
  industry: string;
  budget: string;
  maturity: number;
  wantedBy: CalendarDate;
  about: About;
}>;

/** A need that ends a complaint: colloquial words, a wished figure, a budget. */
export function want(
  random: Random,
  about: About = random.pick(abouts),
  statedOn: CalendarDate = calendarDate('2026-06-01'),
): Want {
  const { theme, subject, problem } = about;
  return {
    title: random.pick([
      `寻求${subject.said}技术，要求${problem.effect}`,
      `现有${subject.said}${problem.trouble}，寻求解决方案`,
      `引进能够${problem.effect}的${subject.said}专利`,
    ]),
    description:
      `我司主营${theme.business}，现有${subject.said}${problem.trouble}，客户投诉较多。` +
      `希望找到能够${problem.effect}的成熟方案，${wished(problem.figure)}。` +
      `${random.pick(['可以接受许可', '优先考虑转让', '愿意与高校联合中试', '可先小批量验证'])}，` +
      `${random.pick(['年内导入产线', '半年内完成验证', '希望发明人团队提供技术支持'])}。`,
    industry: subject.trade,
    budget: `${random.between(20, 200)}0000`,
    maturity: random.between(3, 7),
    wantedBy: addDays(statedOn, random.between(360, 900)),
    about,
  };
}

/** What a company asks for: a figure in the middle of what the means reach. */
export function wished([name, least, most, unit]: Figure): string {
  return `${name}希望做到 ${written(least + (most - least) * 0.4, most)} ${unit}左右`;
}
