import type { Money } from '../money.ts';

/** The routes of 转化运营金额: 转让, 许可, 作价入股, 投融资, 其他. */
export const routes = ['transfer', 'licence', 'equity', 'financing', 'other'] as const;
export type Route = (typeof routes)[number];

/** 独占, 排他, 普通 (技术合同司法解释 第二十五条). */
export const exclusivities = ['exclusive', 'sole', 'ordinary'] as const;
export type Exclusivity = (typeof exclusivities)[number];

/** What a royalty is a share of (民法典 第八百四十六条): 产品价格, 新增产值, 利润, 销售额. */
export const royaltyBases = ['price', 'newOutput', 'profit', 'sales'] as const;
export type RoyaltyBase = (typeof royaltyBases)[number];

/** Rates and shares are whole hundredths of a percent: 3.5 % is 350. */
export type BasisPoints = number;

/** What one offer proposes; the exact thing that both sides accept. */
export type DealTerms = Readonly<{
  route: Route;
  /** Only and always for a licence. */
  exclusivity: Exclusivity | null;
  /** Where a licence holds (许可范围, 地域范围), in words. */
  territory: string;
  /** How long a licence holds, in months; null where the route has no term. */
  termMonths: number | null;
  /** The fixed part: price of a transfer, entry fee of a licence, value of a contribution, sum of a loan. */
  upfront: Money;
  royalty: Readonly<{ base: RoyaltyBase; rate: BasisPoints }> | null;
  /** Only and always for a contribution: the share in the company. */
  equityShare: BasisPoints | null;
}>;

/** What is wrong with terms, as the name of the field; null when they fit together. */
export function flawOf({ route, exclusivity, termMonths, royalty, equityShare, upfront }: DealTerms): string | null {
  if ((route === 'licence') !== (exclusivity !== null)) return 'exclusivity';
  if ((route === 'licence') !== (termMonths !== null)) return 'termMonths';
  if ((route === 'equity') !== (equityShare !== null)) return 'equityShare';
  if (royalty && route !== 'licence' && route !== 'transfer') return 'royalty';
  if (upfront.isNegative()) return 'upfront';
  const mayBeFree = royalty !== null || (route === 'licence' && exclusivity === 'ordinary');
  return upfront.isZero() && !mayBeFree ? 'upfront' : null;
}

/** The fields in which two sets of terms differ: what a counter-offer changed. */
export function changedFields(before: DealTerms, after: DealTerms): (keyof DealTerms)[] {
  const fields = Object.keys(after) as (keyof DealTerms)[];
  return fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}
