import type { Output } from '../../../server/api/operations.ts';

export type RankedAnswer = Output<'matches.forNeed'>;
export type Ranked = Output<'matches.forNeed'>['items'][number];
export type Match = Output<'matches.mine'>['items'][number];
/** The lists of pairs: what is new, what a centre could bring together, and what somebody acted on. */
export type ListName = 'fresh' | 'introductions' | 'mine';
export type Group = Output<'matches.groups'>['groups'][number];
export type AnyMatch = Omit<Match, 'updatedAt' | 'score'>;
export type Reasons = Ranked['reasons'];
export type Explained = NonNullable<Output<'matches.explain'>['reasons']>;

export const pairOf = ({ need, patent }: AnyMatch) => ({ needId: need.id, patentId: patent.id });
export const percent = (share: number): number => Math.round(share * 100);
