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

/** A thing with the stamp of the state it was made from: the same stamp need not be read in again. */
export type Stamped<Thing> = Readonly<{ thing: Thing; stamp: string }>;
/** A subclass of the classification that a need may belong to, with its titles. */
export type LikelyClass = Readonly<{ subclass: string; probability: number; zh: string; en: string }>;
export type Stamps = readonly (readonly [id: string, stamp: string])[];

/** Everything the worker can be asked, by name: what goes in and what comes out. Plain data, copied between threads. */
export type Questions = {
  /** Reads the table of translations and the saved index, if there is a usable one; answers how much the index holds. */
  open: {
    ask: { file: string; table: string; ipcTitles: string };
    answer: { patents: number; needs: number };
  };
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
  forNeed: { ask: { id: string; limit: number } & MatchOptions; answer: readonly Match[] };
  forPatent: { ask: { id: string; limit: number } & MatchOptions; answer: readonly Match[] };
  /** Null when one of the two is not in the index. */
  explain: {
    ask: { needId: string; patentId: string; limit: number } & MatchOptions;
    answer: Explanation | null;
  };
  /** From now on lists are made with these, unless a question brings its own. */
  useWeights: { ask: Weights; answer: { version: string } };
  /** From now on words are translated by the table of this file, if it was learned on the one that `open` read. */
  useTable: { ask: { file: string }; answer: { version: string } };
  /** The semantic space in use. */
  space: { ask: null; answer: { id: string | null } };
  /** From now on meaning is compared in the space of this file. */
  useSpace: { ask: { file: string }; answer: { id: string | null } };
  /** From now on meaning is compared by vectors of this embedder, or with null in the space; answers which is in use. */
  useEmbedder: {
    ask: { embedder: Readonly<{ id: string; dimensions: number }> | null };
    answer: { id: string | null };
  };
  /** Some of what the embedder in use has yet to read, but not the texts of `except`, by id. */
  withoutVector: {
    ask: { kind: 'patent' | 'need'; limit: number; except: ReadonlyMap<string, string> };
    answer: readonly UnreadText[];
  };
  /** Hands in vectors of the embedder in use; answers the ids of those whose text is still the same. */
  putVectors: {
    ask: { kind: 'patent' | 'need'; embedder: string; read: readonly ReadText[] };
    answer: readonly string[];
  };
  /** Patents that are about the same matter as a patent, best first. */
  similar: { ask: { id: string; limit: number }; answer: readonly Scored[] };
  /** Needs that say something like a text, best first. */
  likeNeeds: { ask: { text: string; limit: number }; answer: readonly Scored[] };
  /** Subclasses for a need, from classified patents like it, from needs like it (`known`) and from its text. */
  classify: {
    ask: { id: string; text: string; known: readonly Neighbour[]; limit: number };
    answer: readonly LikelyClass[];
  };
  /** Writes the index to the file, if it changed since the last time. */
  save: { ask: null; answer: { saved: boolean } };
};

export type Question = keyof Questions;
export type Asked = { [Name in Question]: { number: number; name: Name; ask: Questions[Name]['ask'] } }[Question];
export type Answered = Readonly<
  { number: number; ok: true; answer: Questions[Question]['answer'] } | { number: number; ok: false; message: string }
>;
