import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import {
  Matcher,
  mayGoLive,
  pairedBootstrap,
  type PairedTest,
  type ParallelText,
  readTranslationTable,
  reciprocalRank,
  trainTranslationTable,
  type TranslationTable,
  writeTranslationTable,
} from '../../../../matching/index.ts';

/** The table that the product ships, and where the one learned here lies. */
export type TableFiles = Readonly<{ shipped: string; own: string }>;

/** The version of a table begins with that of the shipped one that it was learned on. */
const mark = '+own-';
export const shippedVersionOf = (version: string): string => version.split(mark)[0] ?? version;

/** What a table learned from these pairs is called; the same pairs give the same table. */
export function ownVersion(shipped: string, pairs: readonly ParallelText[]): string {
  const digest = createHash('sha256').update(JSON.stringify(pairs.map(({ en, zh }) => [en, zh])));
  return `${shipped}${mark}${pairs.length}-${digest.digest('hex').slice(0, 8)}`;
}

/** The version that a file of a table names; undefined without a file. */
export const versionIn = (file: string): string | undefined =>
  existsSync(file) ? readTranslationTable(readFileSync(file)).version : undefined;

export type LearnedTable = Readonly<{ isBetter: boolean; version: string; heldBack: PairedTest; bytes: Uint8Array }>;

/**
 * Learns a table from the platform's own pairs on top of the shipped one, and tries both on pairs held back: the English
 * title must find its own Chinese one among all of them (mean reciprocal rank). Takes seconds to a minute: for a thread
 * of its own.
 */
export function learnTable(
  shipped: TranslationTable,
  training: readonly ParallelText[],
  heldBack: readonly ParallelText[],
): LearnedTable {
  const version = ownVersion(shipped.version, training);
  // what is tried is what is written: probabilities in thousandths
  const bytes = writeTranslationTable(trainTranslationTable(training, { version, prior: shipped }));
  const trial = trialOf(training, heldBack);
  const test = pairedBootstrap(trial(readTranslationTable(bytes)), trial(shipped));
  return { isBetter: mayGoLive([test]), version, heldBack: test, bytes };
}

const today = '2026-01-01'; // nothing of it depends on the day
const firstPlaces = 100;

function trialOf(training: readonly ParallelText[], heldBack: readonly ParallelText[]) {
  const matcher = new Matcher();
  // ties break by id, so that what is asked for must not have the lower ones
  const idOf = ({ zh }: ParallelText) => createHash('sha256').update(zh).digest('hex');
  for (const pair of [...heldBack, ...training])
    matcher.putPatent({ id: idOf(pair), holderId: 'holder', title: pair.zh, abstract: '', ipc: [], routes: [] });
  heldBack.forEach(({ en }, at) =>
    matcher.putNeed({ id: String(at), demanderId: 'demander', title: en, body: '', routes: [] }),
  );
  return (table: TranslationTable): number[] => {
    matcher.useTable(table);
    return heldBack.map((pair, at) => {
      const found = matcher.matchesForNeed(String(at), firstPlaces, { today });
      return reciprocalRank(
        found.map(({ patentId }) => patentId),
        new Set([idOf(pair)]),
      );
    });
  };
}
