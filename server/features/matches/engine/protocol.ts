import type { Explanation, Match, MatchNeed, MatchPatent } from '../../../../matching/index.ts';

/** A thing with the stamp of the state it was made from: the same stamp need not be read in again. */
export type Stamped<Thing> = Readonly<{ thing: Thing; stamp: string }>;
export type Stamps = readonly (readonly [id: string, stamp: string])[];

/** Everything the worker can be asked, by name: what goes in and what comes out. Plain data, copied between threads. */
export type Questions = {
  /** Reads the table of translations and the saved index, if there is a usable one; answers how much the index holds. */
  open: { ask: { file: string; table: string }; answer: { patents: number; needs: number } };
  /** What the index was made from. */
  stamps: { ask: null; answer: { patents: Stamps; needs: Stamps } };
  change: {
    ask: {
      patents: readonly Stamped<MatchPatent>[];
      needs: readonly Stamped<MatchNeed>[];
      gonePatents: readonly string[];
      goneNeeds: readonly string[];
    };
    answer: { patents: number; needs: number };
  };
  size: { ask: null; answer: { patents: number; needs: number } };
  forNeed: { ask: { id: string; limit: number; today: string }; answer: readonly Match[] };
  forPatent: { ask: { id: string; limit: number; today: string }; answer: readonly Match[] };
  /** Null when one of the two is not in the index. */
  explain: {
    ask: { needId: string; patentId: string; limit: number; today: string };
    answer: Explanation | null;
  };
  /** Writes the index to the file, if it changed since the last time. */
  save: { ask: null; answer: { saved: boolean } };
};

export type Question = keyof Questions;
export type Asked = { [Name in Question]: { number: number; name: Name; ask: Questions[Name]['ask'] } }[Question];
export type Answered = Readonly<
  { number: number; ok: true; answer: Questions[Question]['answer'] } | { number: number; ok: false; message: string }
>;
