import { existsSync, readFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { defaultWeights, Matcher, readTranslationTable, type Weights } from '../../../../matching/index.ts';
import { type Classifier, classifier } from './classifier.ts';
import { readIndexFile, writeIndexFile } from './index-file.ts';
import { shippedVersionOf } from './own-table.ts';
import type { Answered, Asked, Question, Questions } from './protocol.ts';

/** The thread that holds the matching index of a server and answers its questions one by one. */
let matcher = new Matcher();
let patents = new Map<string, string>();
let needs = new Map<string, string>();
let weights: Weights = defaultWeights;
let file: string | undefined;
let classes: Classifier | undefined;
let isChanged = false;

const sizes = () => ({ patents: patents.size, needs: needs.size });

const spaceInUse = () => ({ id: matcher.spaceId ?? null });

const answers: { [Name in Question]: (ask: Questions[Name]['ask']) => Questions[Name]['answer'] } = {
  open: (ask) => {
    file = ask.file;
    classes = classifier(ask.ipcTitles);
    const table = existsSync(ask.table) ? readTranslationTable(readFileSync(ask.table)) : undefined;
    const parts = { weights, ...(table && { table }) };
    matcher = new Matcher(parts);
    const saved = readIndexFile(file);
    if (saved) {
      try {
        matcher = Matcher.load(saved.bytes, parts);
        patents = new Map(saved.patents);
        needs = new Map(saved.needs);
      } catch {
        matcher = new Matcher(parts); // saved by another version: rebuilt from the documents
      }
    }
    return sizes();
  },
  stamps: () => ({ patents: [...patents], needs: [...needs] }),
  change: (ask) => {
    for (const { thing, stamp } of ask.patents) {
      matcher.putPatent(thing);
      patents.set(thing.id, stamp);
    }
    for (const { thing, stamp } of ask.needs) {
      matcher.putNeed(thing);
      needs.set(thing.id, stamp);
    }
    for (const id of ask.gonePatents) if (patents.delete(id)) matcher.removePatent(id);
    for (const id of ask.goneNeeds) if (needs.delete(id)) matcher.removeNeed(id);
    isChanged = true;
    return sizes();
  },
  size: sizes,
  forNeed: ({ id, limit, ...options }) => matcher.matchesForNeed(id, limit, options),
  preview: ({ need, limit, ...options }) => matcher.preview(need, limit, options),
  forPatent: ({ id, limit, ...options }) => matcher.matchesForPatent(id, limit, options),
  explain: ({ needId, patentId, limit, ...options }) => matcher.explain(needId, patentId, options, limit) ?? null,
  pairs: ({ pairs, ...options }) =>
    pairs.map(({ needId, patentId, wantsFit }) => {
      const topics = matcher.topicsOf(needId, patentId);
      return topics ? { topics, fit: (wantsFit && matcher.fitOf(needId, patentId, options)) || null } : null;
    }),
  useWeights: (ask) => {
    matcher.useWeights(ask); // throws if they are not allowed
    weights = ask;
    return { version: weights.version };
  },
  useTable: (ask) => {
    const table = readTranslationTable(readFileSync(ask.file));
    if (shippedVersionOf(table.version) !== shippedVersionOf(matcher.versions().table))
      throw new Error('learned on another table');
    matcher.useTable(table);
    return { version: table.version };
  },
  space: spaceInUse,
  useSpace: (ask) => {
    matcher.useSpace(new Uint8Array(readFileSync(ask.file)));
    isChanged = true;
    return spaceInUse();
  },
  useEmbedder: ({ embedder }) => {
    const before = matcher.versions().index;
    matcher.useEmbedder(embedder ?? undefined);
    isChanged ||= matcher.versions().index !== before;
    return { id: matcher.embedderId ?? null };
  },
  withoutVector: ({ kind, limit, except }) => matcher.withoutVector(kind, limit, except),
  putVectors: ({ kind, embedder, read }) => {
    isChanged = true;
    return matcher.putVectors(kind, embedder, read);
  },
  similar: ({ id, limit }) => matcher.similarPatents(id, limit, true),
  likeNeeds: ({ text, limit }) => matcher.searchNeeds(text, limit),
  classify: ({ id, text, known, limit }) =>
    classes ? classes.likely(text, matcher.neighboursOfNeed(id), known, limit) : [],
  save: () => {
    if (!file || !isChanged) return { saved: false };
    writeIndexFile(file, { patents: [...patents], needs: [...needs], bytes: matcher.save() });
    isChanged = false;
    return { saved: true };
  },
};

parentPort?.on('message', ({ number, name, ask }: Asked) => {
  let answered: Answered;
  try {
    // the name determines both types; the compiler cannot follow it here
    const answer = answers[name] as (ask: unknown) => Questions[Question]['answer'];
    answered = { number, ok: true, answer: answer(ask) };
  } catch (error) {
    answered = { number, ok: false, message: error instanceof Error ? (error.stack ?? error.message) : 'unknown' };
  }
  parentPort?.postMessage(answered);
});
