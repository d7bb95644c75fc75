import { z } from 'zod';
import { emphases } from '../../domain/match-emphasis.ts';
import { declineReasons } from '../../domain/matches.ts';
import { command, instant, named, outcome, version } from '../common.ts';
import { operation } from '../operation.ts';

const emphasis = z.strictObject(
  // the cast narrows the keys from `string` to the names
  Object.fromEntries(emphases.map((name) => [name, z.number()])) as Record<(typeof emphases)[number], z.ZodNumber>,
);
/** A mean and its 95 % confidence interval. */
const figure = z.strictObject({ mean: z.number(), low: z.number(), high: z.number() });
/** New minus old on the same queries, and the 95 % confidence interval. */
const comparison = z.strictObject({ difference: z.number(), low: z.number(), high: z.number() });

const frozenSet = { set: z.string(), needs: z.int(), patents: z.int() };
const outcomes = ['shown', 'opened', 'shortlisted', 'met', 'declined', 'dealt'] as const;

named({ Emphasis: emphasis, Comparison: comparison });

export const matchingOperations = {
  'matching.weights': operation({
    summary: 'What my centre lets weigh more or less in the lists that it asks for',
    method: 'get',
    path: '/api/matching/weights',
    who: { kinds: ['centre'] },
    out: z.strictObject({
      version,
      emphasis,
      bounds: z.strictObject({ least: z.number(), most: z.number() }),
      /** Version of the platform's weights that the factors apply to. */
      basedOn: z.string(),
      allowed: z.array(z.string()),
    }),
  }),
  'matching.tryWeights': operation({
    summary: 'What other factors would do to the frozen set, beside those my centre uses now; changes nothing',
    method: 'post',
    path: '/api/matching/weights/try',
    changes: [],
    cost: 'heavy',
    who: { kinds: ['centre'] },
    body: z.strictObject({ emphasis }),
    out: z.strictObject({
      ...frozenSet,
      /** nDCG@10 with the factors in use (`now`) and with those tried (`then`). */
      now: figure,
      then: figure,
      effect: comparison,
      /** Number of lists of which the first item, or any of the first ten, would be another. */
      otherFirst: z.int(),
      otherTen: z.int(),
    }),
  }),
  'matching.setWeights': operation({
    summary: 'Use these factors in the lists that my centre asks for from now on',
    method: 'put',
    path: '/api/matching/weights',
    changes: ['matching.weights', 'matches'],
    who: { kinds: ['centre'], roles: ['admin'] },
    body: z.strictObject({ ...command, emphasis }),
    out: outcome,
  }),
  'matching.industries': operation({
    summary: 'The industries in which my centre works, of the divisions of GB/T 4754',
    method: 'get',
    path: '/api/matching/industries',
    who: { kinds: ['centre'] },
    out: z.strictObject({
      version,
      industries: z.array(z.string()),
      choices: z.array(z.strictObject({ code: z.string(), name: z.string() })),
      allowed: z.array(z.string()),
    }),
  }),
  'matching.setIndustries': operation({
    summary: 'Name the industries of my centre: pairs in them come first among those that it could bring together',
    method: 'put',
    path: '/api/matching/industries',
    changes: ['matching.industries', 'matches'],
    who: { kinds: ['centre'], roles: ['admin'] },
    body: z.strictObject({ ...command, industries: z.array(z.string().max(3)).max(30) }),
    out: outcome,
  }),
  'matching.quality': operation({
    summary: 'How good matching is: figures, the data they come from, what people did with matches, what was learned',
    method: 'get',
    path: '/api/matching/quality',
    cost: 'heavy',
    who: { members: 'all', administrator: true },
    out: z.strictObject({
      weights: z.strictObject({ version: z.string(), since: instant.nullable() }),
      frozen: z.strictObject({ ...frozenSet, ndcg10: figure }),
      /** Measured on public data for this release. */
      benchmarks: z.strictObject({
        /** Which half of the data: `dev` or `test`. */
        queries: z.string(),
        lines: z.array(
          z.strictObject({
            set: z.string(),
            system: z.string(),
            queries: z.int(),
            ndcg10: figure,
            recall100: z.number(),
            oursMinus: comparison.nullable(),
          }),
        ),
      }),
      feedback: z.strictObject({
        since: instant,
        lists: z.int(),
        /** Numbers of items in lists that were shown, by the furthest outcome that they reached. */
        outcomes: z.strictObject(Object.fromEntries(outcomes.map((name) => [name, z.int()])) as Outcomes),
        reasons: z.array(z.strictObject({ reason: z.enum(declineReasons), count: z.int() })),
        /** Answers to pairs shown with a fit from `from` up to the next: how many, and how many positive. */
        byFit: z.array(z.strictObject({ from: z.number(), answered: z.int(), wanted: z.int() })),
      }),
      /** The latest training runs, the latest first. */
      learned: z.array(
        z.strictObject({
          version: z.string(),
          at: instant,
          /** `live`: put into use; `worse`: failed a test; `tooLittle`: not enough feedback to train on. */
          result: z.enum(['live', 'worse', 'tooLittle']),
          trainedOn: z.int(),
          heldBackLists: z.int(),
          /** Difference in nDCG@10 on held-back lists. */
          heldBack: comparison.nullable(),
          /** Difference in log likelihood of held-back answers (yes or no); new weights must not be worse in it. */
          answers: comparison.nullable(),
          frozen: comparison.nullable(),
        }),
      ),
    }),
  }),
} as const;

type Outcomes = Record<(typeof outcomes)[number], z.ZodInt>;
