import type { Random } from './random.ts';
import { type Effect, type Theme, themes, type Thing } from './themes.ts';

/** A generated need in a company's words; `about` is the known answer. */
export type Want = Readonly<{
  title: string;
  description: string;
  budget: string;
  maturity: number;
  wantedBy: string;
  about: Readonly<{ theme: Theme; thing: Thing; effect: Effect }>;
}>;

/** A need for a thing and an effect: colloquial words, a complaint, a wished figure, a budget. */
export function want(random: Random, about?: Want['about']): Want {
  const theme = about?.theme ?? random.pick(themes);
  const thing = about?.thing ?? random.pick(theme.things);
  const effect = about?.effect ?? random.pick(theme.effects);
  const [name, least, most, unit] = effect.figure;
  const middle = least + (most - least) * 0.4;
  const wish = `${name}希望做到 ${most < 10 ? middle.toFixed(1) : Math.round(middle)} ${unit} 左右`;
  return {
    title: random.pick([
      `寻求${thing.said}${effect.name}的技术方案`,
      `${thing.said}：${effect.trouble}，怎么解决`,
      `引进${thing.said}相关专利`,
      `${theme.name}企业求购${thing.said}技术`,
    ]),
    description:
      `我司从事${theme.name}相关产品的生产，现有${thing.said}${effect.trouble}，客户投诉较多。` +
      `希望找到能够${effect.name}的成熟方案，${wish}。` +
      `${random.pick(['可以接受许可', '优先考虑转让', '愿意与高校联合中试', '可先小批量验证'])}，` +
      `${random.pick(['今年内导入产线', '半年内完成验证', '希望发明人团队提供技术支持'])}。`,
    budget: `${random.between(10, 200)}0000`,
    maturity: random.between(3, 7),
    wantedBy: `${random.between(2027, 2028)}-${String(random.between(1, 12)).padStart(2, '0')}-28`,
    about: { theme, thing, effect },
  };
}
