import type { Money } from '../../money.ts';
import type { Territory } from '../territory.ts';

/** 独占, 排他, 普通 (技术合同司法解释 第二十五条). */
export const exclusivities = ['exclusive', 'sole', 'ordinary'] as const;
export type Exclusivity = (typeof exclusivities)[number];

/** What a royalty is a share of (民法典 第八百四十六条): 产品价格, 新增产值, 利润, 销售额. */
export const royaltyBases = ['price', 'newOutput', 'profit', 'sales'] as const;
export type RoyaltyBase = (typeof royaltyBases)[number];

/** Rates and shares, in hundredths of a percent: 3.5 % is 350. */
export type BasisPoints = number;

/** All terms but the route, whose rules say which fields must, may or must not be there. */
export type RouteTerms = Readonly<{
  exclusivity: Exclusivity | null;
  /** Where it holds (许可范围, 地域范围). */
  territory: Territory;
  /** How long it holds, in months; null where the route has no term. */
  termMonths: number | null;
  /** The fixed part: price of a transfer, entry fee of a licence, value of a contribution, sum of a loan. */
  upfront: Money;
  royalty: Readonly<{ base: RoyaltyBase; rate: BasisPoints }> | null;
  /** The share in the company that the supplier gets for a contribution. */
  equityShare: BasisPoints | null;
}>;
