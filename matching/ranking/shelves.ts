import { needIndexConfig, needQueryWeights, patentIndexConfig, patentQueryWeights } from '../lexical/config.ts';
import type { MatchNeed, MatchPatent } from '../types.ts';
import type { ShelfKind } from './shelf.ts';

export const patentKind: ShelfKind<MatchPatent> = {
  config: patentIndexConfig,
  askingWeights: patentQueryWeights,
  meaningWeights: { title: 1, abstract: 1, claims: 1, keywords: 1 },
  fieldsOf: ({ title, abstract, claims, keywords }) => ({ title, abstract, claims, keywords: keywords?.join('\n') }),
  translationOf: ({ translated }) => translated,
  symbolsOf: ({ ipc }) => ipc,
};

export const needKind: ShelfKind<MatchNeed> = {
  config: needIndexConfig,
  askingWeights: needQueryWeights,
  meaningWeights: needQueryWeights, // its body digresses
  fieldsOf: (need) => ({ title: need.title, objective: need.objective, body: need.body }),
};
