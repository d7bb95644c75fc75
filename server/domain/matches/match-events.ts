import type { Emphasis } from '../match-emphasis.ts';
import type { DeclineReason, MatchSide } from '../matches.ts';

/** The need and patent of a match, from whose ids the match's id is derived. */
type Pair = Readonly<{ needId: string; patentId: string }>;

/** Events of a match; stream `match:<id>`. */
export type MatchEvents = {
  'match.interestShown': Pair & Readonly<{ side: MatchSide }>;
  /** Both sides are interested: a deal is opened. `terms` is what the matcher suggested then. */
  'match.becameMutual': Pair &
    Readonly<{
      supplierId: string;
      demanderId: string;
      centreId: string | null;
      /** The side that had shown interest before the centre recommended the pair, so without knowing of it. */
      unaware?: MatchSide;
      terms: object | null;
    }>;
  'match.declined': Pair & Readonly<{ side: MatchSide; reason: DeclineReason }>;
  /** Whoever said no takes it back. */
  'match.noTakenBack': Pair & Readonly<{ side: MatchSide }>;
  'match.recommended': Pair & Readonly<{ centreId: string }>;
  'match.expired': Pair;
};

/** Weights and tables of the matcher; streams `weights:<centre or night>`, `industries:<centre>`, `table:<night>`. */
export type MatchingEvents = {
  'weights.set': Readonly<{ emphasis: Emphasis }>;
  /** A centre named its own industries: divisions of GB/T 4754. */
  'industries.set': Readonly<{ industries: readonly string[] }>;
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
