import type {
  Explanation,
  Match,
  MatchNeed,
  MatchOptions,
  MatchPatent,
  Neighbour,
  ReadText,
  Scored,
  UnreadText,
  Weights,
} from '../../../../matching/index.ts';

/** A thing with the stamp of the state it was made from; a thing with an unchanged stamp need not be sent again. */
export type Stamped<Thing> = Readonly<{ thing: Thing; stamp: string }>;
/** A subclass that a need may belong to, with its titles. */
export type LikelyClass = Readonly<{ subclass: string; probability: number; zh: string; en: string }>;
export type Stamps = readonly (readonly [id: string, stamp: string])[];

/** Everything the worker can be asked, by name, with input and output. Plain data, copied between threads. */
export type Questions = {
  /** Reads the translation table and the saved index if it is usable; returns how many things the index holds. */
  open: {
    ask: { file: string; table: string; ipcTitles: string };
    answer: { patents: number; needs: number };
  };
  /** The stamps of everything in the index. */
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
  forNeed: { ask: { id: string; limit: number } & MatchOptions; answer: readonly Match[] };
  /** For a need that is only being written. */
  preview: { ask: { need: MatchNeed; limit: number } & MatchOptions; answer: readonly Match[] };
  forPatent: { ask: { id: string; limit: number } & MatchOptions; answer: readonly Match[] };
  /** Null when one of the two is not in the index. */
  explain: {
    ask: { needId: string; patentId: string; limit: number } & MatchOptions;
    answer: Explanation | null;
  };
  /** What pairs are about and, where asked for, how well they fit; null for one whose sides are not both in the index. */
  pairs: {
    ask: {
      pairs: readonly Readonly<{ needId: string; patentId: string; wantsFit: boolean }>[];
    } & MatchOptions;
    answer: readonly (Readonly<{ topics: readonly string[]; fit: number | null }> | null)[];
  };
  /** Sets the weights for questions that do not bring their own. */
  useWeights: { ask: Weights; answer: { version: string } };
  /** Translates by the table in this file from now on, if it builds on the one that `open` read. */
  useTable: { ask: { file: string }; answer: { version: string } };
  /** The semantic space in use. */
  space: { ask: null; answer: { id: string | null } };
  /** Compares meaning in the space in this file from now on. */
  useSpace: { ask: { file: string }; answer: { id: string | null } };
  /** Compares meaning by vectors of this embedder from now on, or with null in the space; returns the one in use. */
  useEmbedder: {
    ask: { embedder: Readonly<{ id: string; dimensions: number }> | null };
    answer: { id: string | null };
  };
  /** Some texts without a vector of the embedder in use; none whose text is that in `except` (by id). */
  withoutVector: {
    ask: { kind: 'patent' | 'need'; limit: number; except: ReadonlyMap<string, string> };
    answer: readonly UnreadText[];
  };
  /** Adds vectors of the embedder in use; returns the ids of those whose text has not changed. */
  putVectors: {
    ask: { kind: 'patent' | 'need'; embedder: string; read: readonly ReadText[] };
    answer: readonly string[];
  };
  /** Patents about the same matter as a patent, best first. */
  similar: { ask: { id: string; limit: number }; answer: readonly Scored[] };
  /** Needs similar to a text, best first. */
  likeNeeds: { ask: { text: string; limit: number }; answer: readonly Scored[] };
  /** Subclasses for a need, from similar patents, from similar needs (`known`) and from its text. */
  classify: {
    ask: { id: string; text: string; known: readonly Neighbour[]; limit: number };
    answer: readonly LikelyClass[];
  };
  /** Writes the index to its file if it changed since the last save. */
  save: { ask: null; answer: { saved: boolean } };
};

export type Question = keyof Questions;
export type Asked = { [Name in Question]: { number: number; name: Name; ask: Questions[Name]['ask'] } }[Question];
export type Answered = Readonly<
  { number: number; ok: true; answer: Questions[Question]['answer'] } | { number: number; ok: false; message: string }
>;
