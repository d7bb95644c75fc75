import { answeredIndicator } from '../../../matching/index.ts';
import { comparableYuan } from '../../domain/money.ts';
import type { PairFacts } from '../../domain/matches/plain-sentence.ts';
import { matchNeed, matchPatent } from './match-documents.ts';
import type { MatchableNeed, MatchablePatent } from './matches.ports.ts';

type Both = Readonly<{ need: MatchableNeed; patent: MatchablePatent }>;

/** What the sentence of a pair is made of; `topics` as the index knows them, null where it does not. */
export function pairFacts({ need, patent }: Both, topics: readonly string[] | null): PairFacts {
  const asking = patent.content.askingPrice ?? null;
  const budget = need.content.budgetTo ?? need.content.budgetFrom ?? null;
  const [price, most] = [comparableYuan(asking ?? undefined), comparableYuan(budget ?? undefined)];
  return {
    topics,
    indicator: answeredIndicator(matchNeed(need, []), matchPatent(patent)) ?? null,
    asking,
    budget,
    isWithinBudget: price === undefined || most === undefined ? null : price <= most,
  };
}
