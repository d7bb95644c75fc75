import type { Emphasis } from '../match-emphasis.ts';
import type { DeclineReason, MatchSide } from '../matches.ts';

/** The two things of a match, whose id follows from theirs. */
type Pair = Readonly<{ needId: string; patentId: string }>;

/** What the sides do with a match, in its stream `match:<id>`. */
export type MatchEvents = {
  'match.interestShown': Pair & Readonly<{ side: MatchSide }>;
  /** Both want it: a deal is opened from it. `terms` is what was suggested to them then. */
  'match.becameMutual': Pair &
    Readonly<{ supplierId: string; demanderId: string; centreId: string | null; terms: object | null }>;
  'match.declined': Pair & Readonly<{ side: MatchSide; reason: DeclineReason }>;
  'match.recommended': Pair & Readonly<{ centreId: string }>;
  'match.expired': Pair;
};

/** What the matcher works with: `weights:<centre or night>`, `table:<night>`. Tests are kept as they came out. */
export type MatchingEvents = {
  'weights.set': Readonly<{ emphasis: Emphasis }>;
  'weights.learned': Readonly<{
    result: 'live' | 'worse' | 'tooLittle';
    trainedOn: number;
    heldBackLists: number;
    weights: object | null;
    heldBack: object | null;
    answers?: object | null | undefined;
    frozen: object | null;
  }>;
  'table.learned': Readonly<{
    result: 'live' | 'worse' | 'same';
    version: string;
    heldBack: object | null;
    trainedOn: number;
    heldBackPairs: number;
  }>;
};
