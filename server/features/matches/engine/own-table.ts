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

/** Paths of the shipped translation table and of the one learned here. */
export type TableFiles = Readonly<{ shipped: string; own: string }>;

/** The version of a learned table begins with that of the shipped table it builds on. */
const mark = '+own-';
export const shippedVersionOf = (version: string): string => version.split(mark)[0] ?? version;

/** Version of a table learned from these pairs; equal pairs give equal tables. */
export function ownVersion(shipped: string, pairs: readonly ParallelText[]): string {
  const digest = createHash('sha256').update(JSON.stringify(pairs.map(({ en, zh }) => [en, zh])));
  return `${shipped}${mark}${pairs.length}-${digest.digest('hex').slice(0, 8)}`;
}

/** The version in a table's file; undefined without the file. */
export const versionIn = (file: string): string | undefined =>
  existsSync(file) ? readTranslationTable(readFileSync(file)).version : undefined;

export type LearnedTable = Readonly<{ isBetter: boolean; version: string; heldBack: PairedTest; bytes: Uint8Array }>;

/**
 * Learns a table from the platform's own pairs on top of the shipped one, and tests both on the pairs held back: an
 * English title has to find its Chinese one among all of them (mean reciprocal rank). Takes seconds to a minute: call
 * it in a worker.
 */
export function learnTable(
  shipped: TranslationTable,
  training: readonly ParallelText[],
  heldBack: readonly ParallelText[],
): LearnedTable {
  const version = ownVersion(shipped.version, training);
  // test what is written: the file rounds probabilities to thousandths
  const bytes = writeTranslationTable(trainTranslationTable(training, { version, prior: shipped }));
  const trial = trialOf(training, heldBack);
  const test = pairedBootstrap(trial(readTranslationTable(bytes)), trial(shipped));
  return { isBetter: mayGoLive([test]), version, heldBack: test, bytes };
}

const today = '2026-01-01'; // no result depends on the day
const firstPlaces = 100;

function trialOf(training: readonly ParallelText[], heldBack: readonly ParallelText[]) {
  const matcher = new Matcher();
  // ties are broken by id, so the wanted ones must not have the lower ids
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
