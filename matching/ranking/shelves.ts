import { needIndexConfig, needQueryWeights, patentIndexConfig, patentQueryWeights } from '../lexical/config.ts';
import { analyse } from '../text/analyse.ts';
import type { MatchNeed, MatchPatent } from '../types.ts';
import type { ShelfKind } from './shelf.ts';

const lines = (...texts: (string | undefined)[]) => texts.filter((text) => text !== undefined).join('\n');

export const patentKind: ShelfKind<MatchPatent> = {
  config: patentIndexConfig,
  askingWeights: patentQueryWeights,
  fieldsOf: (patent) => ({
    title: lines(patent.title, patent.translated?.title),
    abstract: lines(patent.abstract, patent.translated?.abstract),
    claims: patent.claims,
    keywords: patent.keywords?.join('\n'),
  }),
  // a translation may be longer than what it translates
  writtenIn: ({ title, abstract, claims = '', translated }) =>
    translated && analyse(lines(title, abstract, claims)).language,
};

export const needKind: ShelfKind<MatchNeed> = {
  config: needIndexConfig,
  askingWeights: needQueryWeights,
  fieldsOf: (need) => ({ title: need.title, objective: need.objective, body: need.body }),
};
