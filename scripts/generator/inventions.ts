import { applicationCheck } from '../../server/domain/patents/application-number.ts';
import type { Random } from './random.ts';
import { type Effect, type Theme, themes, type Thing } from './themes.ts';

/** A generated patent, as a row of a university's list; `about` is the known answer for needs. */
export type Invention = Readonly<{
  title: string;
  abstract: string;
  applicationNumber: string;
  publicationNumber: string;
  ipc: string;
  filedOn: string;
  grantedOn: string;
  inventors: string;
  maturity: number;
  price: string;
  about: Readonly<{ theme: Theme; thing: Thing; effect: Effect }>;
}>;

const surnames = [...'王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗'];
const given = [
  '伟',
  '芳',
  '敏',
  '静',
  '磊',
  '洋',
  '勇',
  '艳',
  '杰',
  '涛',
  '明',
  '超',
  '霞',
  '平',
  '刚',
  '思远',
  '子涵',
  '雨桐',
  '浩然',
  '文博',
];
export const personName = (random: Random): string => random.pick(surnames) + random.pick(given);

const two = (value: number) => String(value).padStart(2, '0');

/** A patent about a thing and an effect, with a way, a material and a figure; random ones unless `about` is given. */
export function invention(random: Random, serial: number, about?: Invention['about']): Invention {
  const theme = about?.theme ?? random.pick(themes);
  const thing = about?.thing ?? random.pick(theme.things);
  const effect = about?.effect ?? random.pick(theme.effects);
  const way = random.pick(theme.ways);
  const [material, second] = random.some(theme.materials, 2);
  const kind = random.pick(['制备方法', '装置', '控制方法', '系统', '结构', '工艺']);
  const title = random.pick([
    `一种基于${way}的${thing.name}${kind}`,
    `一种${effect.name}的${thing.name}及其${kind}`,
    `${thing.name}用${material}复合${kind}`,
    `一种采用${way}${effect.name}的${thing.name}`,
  ]);
  const figure = figureText(random, effect);
  const abstract =
    `本发明公开了${title}，属于${theme.name}技术领域。针对现有${thing.name}${effect.trouble}的问题，` +
    `采用${way}，以${material}与${second}为主要组分，${random.pick(['按质量比复合', '分级设置', '交替布置', '协同配合'])}，` +
    `从而${effect.name}。经测试，${figure}，${random.pick(['工艺简单', '成本低', '易于规模化', '适合工业应用'])}。`;

  const year = random.between(2014, 2023);
  const filedOn = `${year}-${two(random.between(1, 12))}-${two(random.between(1, 28))}`;
  const grantedOn = `${year + random.between(1, 2)}-${two(random.between(1, 12))}-${two(random.between(1, 28))}`;
  const digits = `${year}1${String(serial).padStart(7, '0')}`;
  return {
    title,
    abstract,
    applicationNumber: `${digits}.${applicationCheck(digits)}`,
    publicationNumber: `CN${110_000_000 + serial}B`,
    ipc: random.some(theme.ipc, random.between(1, 2)).join('; '),
    filedOn,
    grantedOn,
    inventors: Array.from({ length: random.between(2, 4) }, () => personName(random)).join('；'),
    maturity: random.between(3, 9),
    price: `${random.between(5, 120)}0000`,
    about: { theme, thing, effect },
  };
}

export function figureText(random: Random, { figure: [name, least, most, unit] }: Effect): string {
  const value = least + random.next() * (most - least);
  return `${name}${random.pick(['达到', '为'])}${most < 1 ? value.toFixed(2) : most < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}
