import { z } from 'zod';
import { becauses, declineReasons, matchSides, matchStates, shownMatchStates } from '../../domain/matches.ts';
import { dealRoutes } from '../../domain/patents/patent-content.ts';
import {
  command,
  deadline,
  id,
  instant,
  list,
  longText,
  money,
  named,
  outcome,
  page,
  party,
  positiveMoney,
  version,
} from '../common.ts';
import { operation } from '../operation.ts';

const pair = z.strictObject({ needId: id, patentId: id });
const side = z.enum(matchSides);
const given = z.union([z.string(), z.number(), z.array(z.string())]).nullable();

/** `z`: log-odds. A bar's `contribution` is how far the feature moves `z`; the bars sum to it. */
const sideScore = z.strictObject({
  z: z.number(),
  probability: z.number(),
  bars: z.array(z.strictObject({ feature: z.string(), value: z.number(), contribution: z.number() })),
});

/** A proposal to begin talks with, not a valuation. */
const suggestedTerms = z.strictObject({
  route: z.enum(dealRoutes),
  exclusivity: z.enum(['exclusive', 'sole', 'ordinary']).nullable(),
  /** Whether both sides named the route, it is the closest to theirs, only one side named any, or none did. */
  routeBasis: z.enum(['both', 'closest', 'oneSide', 'default']),
  price: z
    .strictObject({
      low: money,
      middle: money,
      high: money,
      /** Quartiles of a published batch of contracts, or a national mean; `year` says of when, `deals` of how many. */
      basis: z.enum(['comparables', 'reference']),
      deals: z.int(),
      year: z.int().nullable(),
    })
    .nullable(),
  asking: money.nullable(),
  budget: money.nullable(),
  withinBudget: z.boolean().nullable(),
  /** Upper limits of fees for open licences (专利审查指南 第五部分 第十一章). */
  limits: z.strictObject({ fixedFee: money, netSalesShare: z.number(), profitShare: z.number() }).nullable(),
});

const constraint = z.strictObject({
  feature: z.string(),
  value: z.number(),
  state: z.enum(['satisfied', 'partly', 'contradicted', 'open', 'missing']),
  missing: z.enum(['need', 'patent', 'both']).nullable(),
  wanted: given,
  offered: given,
});
const raise = z.strictObject({
  feature: z.string(),
  how: z.enum(['fill', 'change']),
  missing: z.enum(['need', 'patent', 'both']).nullable(),
  score: z.number(),
  gain: z.number(),
});

const reasons = {
  score: z.number(),
  /** Below 1 for patents that were shown often this week; the list is ordered by score × exposure. */
  exposure: z.number(),
  needSide: sideScore,
  patentSide: sideScore,
  constraints: z.array(constraint),
  whatWouldRaise: z.array(raise),
  terms: suggestedTerms,
  /** The versions with which the score was computed. */
  versions: z.strictObject({ weights: z.string(), index: z.string(), table: z.string() }),
};

/** What the plain sentence of a match is made of (`domain/matches/plain-sentence.ts`). */
const facts = z.strictObject({
  topics: z.array(z.string()).nullable(),
  indicator: z
    .strictObject({ about: z.string(), asked: z.string(), answered: z.string(), isMet: z.boolean().nullable() })
    .nullable(),
  asking: money.nullable(),
  budget: money.nullable(),
  isWithinBudget: z.boolean().nullable(),
});

/** A match as the caller sees it. */
const match = z.strictObject({
  id,
  version,
  state: z.enum(shownMatchStates),
  /** The side of the caller; null for a centre. */
  mySide: side.nullable(),
  need: z.strictObject({ id, title: z.string(), organisation: party.nullable() }),
  patent: z.strictObject({ id, title: z.string(), applicationNumber: z.string().nullable(), organisation: party }),
  /** The centre that recommended the match. */
  centre: party.nullable(),
  declined: z
    .strictObject({
      by: side,
      reason: z.enum(declineReasons),
      text: z.string().nullable(),
      /** Until when my side may take its no back; null where it may not. */
      takeBackUntil: instant.nullable(),
    })
    .nullable(),
  dealId: id.nullable(),
  /** By when the other side may answer. */
  deadline: deadline.nullable(),
  facts,
  allowed: z.array(z.string()),
});

/** A division of GB/T 4754. */
const division = z.string().regex(/^[A-T]\d{2}$/);
const narrow = { patentId: id.optional(), needId: id.optional(), industry: division.optional() };
/** In per cent. */
const leastFit = z.coerce.number().int().min(0).max(100).default(0);
const found = { ...narrow, sort: z.enum(['fit', 'latest']).default('fit'), leastFit };
const because = z.enum(becauses).optional();
/** How many pairs lie in divisions of GB/T 4754, the most first. */
const industries = z.array(z.strictObject({ code: z.string(), name: z.string(), count: z.int() }));
/** Null for a pair that no list of the two has held. */
const score = z.number().nullable();

const span = z.strictObject({ part: z.string(), start: z.int(), end: z.int() });
const ranked = z.strictObject({
  /** The least fit of what is called a recommendation; what is below it is shown because it was asked for. */
  floor: z.number(),
  items: z.array(match.extend({ rank: z.int(), reasons: z.strictObject(reasons) })),
  /** How many of the best hundred lie in each industry, whatever the list is narrowed to. */
  industries,
  nextCursor: z.null(),
});
/** The best, or of the best hundred those that fit so well, lie in an industry or are in a state. */
const top = z.strictObject({
  limit: z.coerce.number().int().min(1).max(50).default(20),
  /** `price`: of patents the cheapest first, of needs the largest budget. */
  sort: z.enum(['fit', 'price']).default('fit'),
  ...{ leastFit, industry: division.optional(), state: z.enum(shownMatchStates).optional() },
});

/** What can be chosen for a patent or a need. */
const choosing = z.strictObject({
  /** Whose things may be chosen: my own, unless the patent or need is mine. */
  of: id.optional(),
  /** A part of the title, or of a number. */
  text: z.string().trim().max(200).default(''),
  limit: z.coerce.number().int().min(1).max(20).default(20),
});
const choices = z.strictObject({
  items: z.array(match.extend({ score })),
  /** There is more to choose from than was looked at or is shown; `text` finds it. */
  isMore: z.boolean(),
});

const parties = 'the owner of the need or the patent, or a centre that may see both';

named({
  Pair: pair,
  SideScore: sideScore,
  SuggestedTerms: suggestedTerms,
  ConstraintState: constraint,
  Raise: raise,
  Match: match,
  PairFacts: facts,
  RankedMatches: ranked,
  MatchChoices: choices,
});

export const matchesOperations = {
  'matches.forNeed': operation({
    summary:
      'The patents that fit a need best, with reasons, best first; for a need that is little more than a title, from the twenty-first on by turns in several readings of it',
    method: 'get',
    path: '/api/needs/:needId/matches',
    cost: 'heavy',
    who: { also: 'the owner of the need, or a centre that may see it' },
    params: z.strictObject({ needId: id }),
    query: top,
    out: ranked,
  }),
  'matches.preview': operation({
    summary: 'The few patents that fit a need best while it is being written, without reasons; nothing is kept',
    method: 'post',
    path: '/api/matches/preview',
    changes: [],
    cost: 'heavy',
    who: { members: 'all' },
    body: z.strictObject({
      text: longText.min(1),
      notMeant: z.array(z.string().max(200)).max(100).default([]),
      routes: z.array(z.enum(dealRoutes)).max(dealRoutes.length).default([]),
      ipc: z.array(z.string().trim().min(1).max(40)).max(100).default([]),
      budgetFrom: positiveMoney.nullable().default(null),
      budgetTo: positiveMoney.nullable().default(null),
      minimumMaturity: z.int().min(1).max(9).nullable().default(null),
      region: z.string().trim().max(300).nullable().default(null),
      industry: z.string().trim().max(300).nullable().default(null),
    }),
    out: z.strictObject({
      items: z.array(
        z.strictObject({
          patent: z.strictObject({ id, title: z.string(), organisation: party }),
          score: z.number(),
        }),
      ),
    }),
  }),
  'matches.classes': operation({
    summary: 'The IPC subclasses of a need: those it gives, and those its text speaks for, the likeliest first',
    method: 'get',
    path: '/api/needs/:needId/classes',
    cost: 'heavy',
    who: { also: 'the owner of the need, or a centre that may see it' },
    params: z.strictObject({ needId: id }),
    out: z.strictObject({
      given: z.array(z.string()),
      /** Predicted unless the owner sets classes (`needs.revise`); predictions learn from needs with classes. */
      predicted: z.array(
        z.strictObject({ subclass: z.string(), zh: z.string(), en: z.string(), probability: z.number() }),
      ),
    }),
  }),
  'matches.forPatent': operation({
    summary: 'The needs that a patent serves best, with reasons, best first',
    method: 'get',
    path: '/api/patents/:patentId/matches',
    cost: 'heavy',
    who: { also: 'the owner of the patent, or a centre' },
    params: z.strictObject({ patentId: id }),
    query: top,
    out: ranked,
  }),
  'matches.needsFor': operation({
    summary:
      'The needs of an organisation that can be chosen for a patent, with their matches: those begun first, then the best fitting',
    method: 'get',
    path: '/api/patents/:patentId/needs-to-choose',
    cost: 'heavy',
    who: { members: 'all' },
    params: z.strictObject({ patentId: id }),
    query: choosing,
    out: choices,
  }),
  'matches.patentsFor': operation({
    summary:
      'The patents of an organisation that can be chosen for a need, with their matches: those begun first, then the best fitting',
    method: 'get',
    path: '/api/needs/:needId/patents-to-choose',
    cost: 'heavy',
    who: { members: 'all' },
    params: z.strictObject({ needId: id }),
    query: choosing,
    out: choices,
  }),
  'patents.similar': operation({
    summary: 'Patents on offer that are about the same as this one, the most alike first',
    method: 'get',
    path: '/api/patents/:patentId/similar',
    cost: 'heavy',
    who: 'anyone',
    params: z.strictObject({ patentId: id }),
    out: z.strictObject({
      items: z.array(
        z.strictObject({
          id,
          title: z.string(),
          organisation: party,
          maturity: z.int().nullable(),
          askingPrice: money.nullable(),
        }),
      ),
    }),
  }),
  'matches.explain': operation({
    summary: 'One pair in full: the words both share, and why it stands where it stands or is not listed at all',
    method: 'get',
    path: '/api/needs/:needId/matches/:patentId',
    cost: 'heavy',
    who: { also: parties },
    params: pair,
    out: z.strictObject({
      match,
      reasons: z
        .strictObject({
          ...reasons,
          /** Spans are UTF-16 offsets in the text of the field. */
          words: z.array(
            z.strictObject({
              word: z.string(),
              contribution: z.number(),
              needSpans: z.array(span),
              patentSpans: z.array(span),
            }),
          ),
        })
        .nullable(),
      placement: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('listed'), rank: z.int() }),
        z.strictObject({ kind: z.literal('gate'), gates: z.array(z.string()) }),
        z.strictObject({
          kind: z.literal('score'),
          score: z.number(),
          needed: z.number(),
          rank: z.int().nullable(),
        }),
        z.strictObject({ kind: z.literal('noSharedWords') }),
        /** The need is not open or the patent not on offer at the moment. */
        z.strictObject({ kind: z.literal('notOnOffer'), which: z.array(z.enum(['need', 'patent'])) }),
      ]),
    }),
  }),
  'matches.fresh': operation({
    summary:
      'What is new for my organisation and nobody of us has seen: first what a centre or the other side put before us, then matches good enough to be told of',
    method: 'get',
    path: '/api/matches/fresh',
    cost: 'heavy',
    who: { members: 'all' },
    query: z.strictObject({ ...page, ...found, because }),
    out: list(match.extend({ score, foundAt: instant, isRecommended: z.boolean(), because: z.enum(becauses) })),
  }),
  'matches.introductions': operation({
    summary:
      'Pairs that a centre could bring together: good enough to be told of, and without a centre; those of its own industries first',
    method: 'get',
    path: '/api/matches/introductions',
    cost: 'heavy',
    who: { kinds: ['centre'] },
    query: z.strictObject({ ...page, ...found }),
    out: list(match.extend({ score, isOwnIndustry: z.boolean() })),
  }),
  'matches.groups': operation({
    summary:
      'What is new for my organisation, or could be brought together by my centre, by patent or by need, and in which industries it lies; of the best 500 pairs',
    method: 'get',
    path: '/api/matches/groups',
    cost: 'heavy',
    who: { members: 'all' },
    query: z.strictObject({ by: z.enum(['patent', 'need']).default('patent'), ...found, because }),
    out: z.strictObject({
      groups: z.array(
        z.strictObject({
          id,
          title: z.string(),
          count: z.int(),
          /** How many of them a centre or the other side put before us. */
          pushed: z.int(),
          best: score,
        }),
      ),
      industries,
    }),
  }),
  'matches.mine': operation({
    summary: 'Matches of my organisation in which somebody did something, the latest first',
    method: 'get',
    path: '/api/matches/mine',
    who: { members: 'all' },
    query: z.strictObject({
      ...{ ...page, ...narrow, leastFit },
      state: z.enum(matchStates).optional(),
      sort: z.enum(['latest', 'oldest']).default('latest'),
    }),
    out: list(match.extend({ score, updatedAt: instant })),
  }),
  'matches.see': operation({
    summary: 'Say that my organisation has seen these matches; seeing again changes nothing',
    method: 'post',
    path: '/api/matches/see',
    // no reads: marks of new items stay on the page that shows them
    changes: [],
    who: { members: 'all' },
    body: z.strictObject({ pairs: z.array(pair).min(1).max(100) }),
    out: z.strictObject({}),
  }),
  'matches.showInterest': operation({
    summary: 'My side is interested; when both are, a deal opens',
    method: 'post',
    path: '/api/needs/:needId/matches/:patentId/show-interest',
    changes: ['matches', 'deals'],
    who: { roles: ['editor', 'signer'], also: 'of the organisation that owns the need or the patent' },
    params: pair,
    body: z.strictObject(command),
    out: outcome,
  }),
  'matches.decline': operation({
    summary: 'Not for us, with the reason; the pair is not suggested again',
    method: 'post',
    path: '/api/needs/:needId/matches/:patentId/decline',
    changes: ['matches'],
    who: { roles: ['editor', 'signer'], also: 'of the organisation that owns the need or the patent' },
    params: pair,
    body: z.strictObject({
      ...command,
      reason: z.enum(declineReasons),
      text: z.string().trim().max(2_000).default(''),
    }),
    out: outcome,
  }),
  'matches.takeBack': operation({
    summary: 'Take back a no that my side said, while that may be done: the match is as it was before',
    method: 'post',
    path: '/api/needs/:needId/matches/:patentId/take-back',
    changes: ['matches'],
    who: { roles: ['editor', 'signer'], also: 'of the organisation that said no' },
    params: pair,
    body: z.strictObject(command),
    out: outcome,
  }),
  'matches.recommend': operation({
    summary: 'A centre recommends a match to both sides and is from then on the centre of it; the first one is',
    method: 'post',
    path: '/api/needs/:needId/matches/:patentId/recommend',
    changes: ['matches', 'deals'],
    who: { kinds: ['centre'], roles: ['editor'], also: 'the centre may see both the need and the patent' },
    params: pair,
    body: z.strictObject(command),
    out: outcome,
  }),
} as const;
