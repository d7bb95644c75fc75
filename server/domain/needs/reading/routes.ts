import type { DealRoute } from '../../patents/patent-content.ts';
import { before } from './plain.ts';
import type { Understood } from './understood.ts';

type Route = Extract<Understood, { field: 'routes' }>;

/**
 * Words that can only mean a way of dealing in a technology: heat is transferred, too, and there are licences to drive.
 * 许可 without a kind is an ordinary licence (技术合同司法解释 第二十五条).
 */
const routes: readonly (readonly [DealRoute, RegExp])[] = [
  ['openLicence', /开放许可|open licen[cs]\w*/gi],
  [
    'ordinaryLicence',
    /普通(?:实施)?许可|非独占(?:性)?(?:实施)?许可|(?:ordinary|non-?exclusive|simple) (?:patent )?licen[cs]\w*/gi,
  ],
  ['exclusiveLicence', /(?<!非)独占(?:性)?(?:实施|使用)?许可|独家许可|(?<!non-?)exclusive (?:patent )?licen[cs]\w*/gi],
  ['soleLicence', /排他(?:性)?(?:实施|使用)?许可|sole (?:patent )?licen[cs]\w*/gi],
  ['transfer', /(?:技术|专利|成果|专利权|所有权|知识产权)转让|受让|买断|过户|转让(?=[、,，。;/或]|$)|(?:购买|收购|购入)[^,，。;]{0,16}专利|(?:patent|technology|ownership) (?:transfer|assignment|purchase)|(?:transfer|assignment) of (?:the |a |its )?(?:patent|technology|ownership)|(?:buy|purchase|acquire) (?:the |a |an |such )?(?:\w+ )?patents?/gi], // prettier-ignore
  ['equity', /(?:技术|专利|知识产权|成果)?作价(?:入股|出资|投资)|(?:技术|专利|知识产权|成果)入股|股权合作|入股(?=[、,，。;/或]|$)|equity (?:stake|investment|participation|contribution|for)|(?:shares|equity) in (?:exchange|return)|contribut\w+ as equity/gi], // prettier-ignore
  ['financing', /(?:专利|知识产权)质押|质押融资|pledge of (?:the )?patents?|patent(?:-backed)? (?:pledge|financing)/gi],
  ['cooperation', /(?:合作|联合|共同|委托)(?:开发|研发|研制|攻关|研究)|产学研合作|校企合作|技术开发(?=[、,，。;/或]|$)|joint(?:ly)? (?:develop\w*|r&d|research)|co-?develop\w*|(?:contract|commissioned|collaborative) (?:r&d|research|development)/gi], // prettier-ignore
];
/** A licence without its kind, of a patent or technology or as a way of dealing. */
const anyLicence =
  /(?:专利|技术|实施|使用)许可(?![费证])|许可(?:方式)?(?=[、,，。;/或均可]|$)|(?:patent|technology) licen[cs](?:e|ing)\b|(?:by|under|take|want|prefer|accept|obtain|either) (?:a |the )?licen[cs](?:e|ing)\b|licen[cs](?:e|ing) (?:of|in) (?:the |a )?(?:patent|technology)|to licen[cs]e (?:the |a |your )?(?:patent|technology)/gi; // prettier-ignore
const refused =
  /(?:不(?:接受|考虑|要|需要|愿|采用|同意|支持|做|含)?|拒绝|除|非|无需|not?|without|except|rather than)\s?(?:an? |the )?$/i;
const past = /曾|已(?:经)?(?:与|和|通过|签)|此前|过去|previously|already|formerly/i;

/** The routes that a text names as wanted, each once, in the order of the text. */
export function routesIn(text: string): Route[] {
  const found: Route[] = [];
  const note = (route: DealRoute, match: RegExpExecArray) => {
    const start = match.index;
    const end = start + match[0].length;
    const isTaken = found.some((one) => one.route === route || (one.start < end && start < one.end));
    const lead = before(text, start, 12);
    if (isTaken || refused.test(lead) || past.test(lead)) return;
    found.push({ field: 'routes', route, words: match[0], start, end });
  };
  for (const [route, words] of routes) for (const match of text.matchAll(words)) note(route, match);
  const isKindNamed = found.some(({ route }) => route.endsWith('Licence'));
  if (!isKindNamed) for (const match of text.matchAll(anyLicence)) note('ordinaryLicence', match);
  return found.sort((a, b) => a.start - b.start);
}
