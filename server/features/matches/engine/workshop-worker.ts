import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { Matcher, readTranslationTable } from '../../../../matching/index.ts';
import { compiled } from '../../../platform/config.ts';
import { writeWhole } from '../../../platform/write-once.ts';
import { readFrozenSet, tryOnFrozenSet } from './frozen-set.ts';
import { readIndexFile } from './index-file.ts';
import { tryToLearn } from './learned-weights.ts';
import { learnTable, ownVersion, versionIn } from './own-table.ts';
import type { Work, WorkDone, WorkOrder, Works } from './workshop.ts';

const frozenSet = () => readFrozenSet(compiled('server/features/matches/data/frozen-set.jsonl'));

/** A worker that does one piece of long work and ends. */
const works: { [Name in Work]: (ask: Works[Name]['ask']) => Works[Name]['answer'] } = {
  tryWeights: ({ weights }) => {
    const set = frozenSet();
    return {
      set: set.name,
      needs: set.needs.length,
      patents: set.patents.length,
      trials: tryOnFrozenSet(set, weights),
    };
  },
  learn: (ask) => tryToLearn(frozenSet(), ask),
  learnTable: ({ shipped, own, draft, training, heldBack }) => {
    const prior = readTranslationTable(readFileSync(shipped));
    const version = ownVersion(prior.version, training);
    if (version === versionIn(own)) return { result: 'same', version, heldBack: null };
    const learned = learnTable(prior, training, heldBack);
    if (learned.isBetter) writeWhole(draft, learned.bytes);
    return { result: learned.isBetter ? 'live' : 'worse', version, heldBack: learned.heldBack };
  },
  buildSpace: ({ index, space }) => {
    const saved = readIndexFile(index);
    if (!saved) throw new Error('there is no index to learn a space from');
    const matcher = Matcher.load(saved.bytes);
    // tells spaces of two servers, or of two days, apart
    const id = `lsa-${matcher.patentCount}-${createHash('sha256').update(saved.bytes).digest('hex').slice(0, 8)}`;
    const dimensions = Math.min(256, Math.floor(matcher.patentCount / 4));
    writeWhole(space, matcher.buildSpace({ id, dimensions }));
    return { id };
  },
};

const { name, ask } = workerData as WorkOrder; // set by `workshop`
let done: WorkDone;
try {
  // the name determines both types; the compiler cannot follow it here
  const work = works[name] as (ask: unknown) => Works[Work]['answer'];
  done = { ok: true, answer: work(ask) };
} catch (error) {
  done = { ok: false, message: error instanceof Error ? (error.stack ?? error.message) : 'unknown' };
}
parentPort?.postMessage(done);
