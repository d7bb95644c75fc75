import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { analyse, type ParallelText } from '../../../matching/index.ts';
import { system } from '../../domain/actors.ts';
import { dateInShanghai } from '../../domain/calendar.ts';
import { concerning } from '../../domain/event.ts';
import type { PatentContent } from '../../domain/patents/patent-content.ts';
import { idFrom } from '../../platform/clock.ts';
import type { Commands } from '../../platform/events/commands.ts';
import { type JobHandler, nightlyAt } from '../../platform/jobs/scheduler.ts';
import { writeWhole } from '../../platform/write-once.ts';
import type { TableFiles } from './engine/own-table.ts';
import type { Workshop } from './engine/workshop.ts';

export type TablePorts = Readonly<{
  patents: { all: () => AsyncIterable<readonly Readonly<{ isPublic: boolean; content: PatentContent }>[]> };
  commands: Commands;
  work: Workshop['work'];
  files: TableFiles;
  /** Called when another table is in use: every list is then remade. */
  changed: () => Promise<void>;
}>;

/** Minimum number of bilingual titles. */
const leastTraining = 50;
const leastHeldBack = 10;
/** At most this many are read, in an order that is the same every night. */
const mostTraining = 20_000;
const mostHeldBack = 400;

/** A title in both languages; undefined without a second one, or when both are in one language. */
export function pairOf({ title, translatedTitle }: PatentContent): ParallelText | undefined {
  if (translatedTitle === undefined) return undefined;
  const [own, other] = [analyse(title).language, analyse(translatedTitle).language];
  if (own === other) return undefined;
  return own === 'zh' ? { zh: title, en: translatedTitle } : { zh: translatedTitle, en: title };
}

const orderOf = ({ zh }: ParallelText): string => createHash('sha256').update(zh).digest('hex');

/** Sorts pairs by a digest of their words and holds back one in five; equal titles go the same way. */
export function divided(pairs: readonly ParallelText[]): { training: ParallelText[]; heldBack: ParallelText[] } {
  const unique = new Map(pairs.map((pair) => [`${orderOf(pair)} ${pair.en}`, pair]));
  const sorted = [...unique].sort(([a], [b]) => (a < b ? -1 : 1));
  const isHeldBack = (key: string) => parseInt(key.slice(0, 4), 16) % 5 === 0;
  const side = (held: boolean) => sorted.filter(([key]) => isHeldBack(key) === held).map(([, pair]) => pair);
  return { training: side(false).slice(0, mostTraining), heldBack: side(true).slice(0, mostHeldBack) };
}

/**
 * Learns word translations each night from public listings with titles in both languages. The table goes live only if
 * it is not worse than the shipped one on pairs held back.
 */
export function tableJob({ patents, commands, work, files, changed }: TablePorts): JobHandler {
  const draft = `${files.own}.draft`;
  return {
    kind: 'matches.learnTable',
    next: nightlyAt(5),
    run: async (_job, now) => {
      const pairs: ParallelText[] = [];
      for await (const page of patents.all())
        for (const { isPublic, content } of page) {
          const pair = isPublic ? pairOf(content) : undefined;
          if (pair) pairs.push(pair);
        }
      const { training, heldBack } = divided(pairs);
      if (training.length < leastTraining || heldBack.length < leastHeldBack) return;
      const tried = await work('learnTable', { ...files, draft, training, heldBack });
      // the draft exists until the lists are marked, so a run that stopped after the table went live is completed
      if (tried.result === 'same' && !existsSync(draft)) return;
      if (tried.result === 'live') writeWhole(files.own, readFileSync(draft));
      const id = `table-${dateInShanghai(now)}`;
      await commands.execute(
        {
          operation: 'matches.learnTable',
          stream: `table:${id}`,
          actor: system,
          body: { commandId: idFrom(`learn ${id}`) },
        },
        async () => ({
          type: 'table.learned',
          data: { ...tried, trainedOn: training.length, heldBackPairs: heldBack.length },
          concerns: concerning({}),
        }),
      );
      if (tried.result !== 'worse') await changed();
      rmSync(draft, { force: true });
    },
  };
}
