import { createHash } from 'node:crypto';
import type { Weights } from '../../../matching/index.ts';
import { system } from '../../domain/actors.ts';
import { dateInShanghai } from '../../domain/calendar.ts';
import { concerning } from '../../domain/event.ts';
import type { MatchSide } from '../../domain/matches.ts';
import { idFrom } from '../../platform/clock.ts';
import type { Commands } from '../../platform/events/commands.ts';
import { type JobHandler, nightlyAt } from '../../platform/jobs/scheduler.ts';
import type { Workshop } from './engine/workshop.ts';
import { countWanted, feedbackOf, type Known, ofEnoughTeachers } from './feedback.ts';
import type { MatchesStore } from './matches.store.ts';
import type { ShownStore, StoredShown } from './shown.store.ts';
import type { WeightsStore } from './weights.store.ts';

export type LearningPorts = Readonly<{
  store: WeightsStore;
  matches: MatchesStore;
  shown: ShownStore;
  commands: Commands;
  work: Workshop['work'];
  /** Those of these matches that became a deal in force or completed. */
  dealt: (matchIds: readonly string[]) => Promise<ReadonlySet<string>>;
  platform: () => Promise<Weights>;
  /** On how many organisations of a side weights must rest. */
  leastTeachers: (now: Date) => Promise<Readonly<Record<MatchSide, number>>>;
  /** Called when other weights apply: every list is then remade. */
  changed: () => Promise<void>;
}>;

/** How many days back feedback counts. */
export const feedbackDays = 180;
/** Minimum number of lists in which something was wanted. */
const leastTraining = 20;
const leastHeldBack = 5;
const dayMs = 86_400_000;

/** Holds back one list in five; all lists of one need or patent go the same way, to keep the test independent. */
export const isHeldBack = ({ listFor }: Pick<StoredShown, 'listFor'>): boolean =>
  createHash('sha256').update(listFor).digest().readUInt8(0) % 5 === 0;

/** The matches and deals behind everything that was shown. */
export async function knownOf(
  shown: readonly StoredShown[],
  { matches, dealt }: Pick<LearningPorts, 'matches' | 'dealt'>,
): Promise<Known> {
  const ids = [...new Set(shown.flatMap(({ items }) => items.map(({ id }) => id)))];
  const known = new Map<string, NonNullable<Awaited<ReturnType<MatchesStore['match']>>>>();
  for (let from = 0; from < ids.length; from += 1_000)
    for (const [id, match] of await matches.matches(ids.slice(from, from + 1_000))) known.set(id, match);
  const mutual = [...known.values()].filter(({ state }) => state === 'mutual').map(({ _id }) => _id);
  return { matches: known, dealt: await dealt(mutual) };
}

/**
 * Learns each night from what people did with the lists they saw. New weights go live only if they are not worse on the
 * feedback held back (order and likelihood) and on the frozen set; every attempt is stored with its tests.
 */
export function learningJob(ports: LearningPorts): JobHandler {
  const { store, commands, work } = ports;

  const tryToLearn = async (now: Date) => {
    const all = await ports.shown.since(new Date(now.getTime() - feedbackDays * dayMs));
    const known = await knownOf(all, ports);
    const shown = ofEnoughTeachers(all, known, await ports.leastTeachers(now));
    const training = feedbackOf(
      shown.filter((list) => !isHeldBack(list)),
      known,
    );
    const heldBack = feedbackOf(shown.filter(isHeldBack), known);
    const counts = { trainedOn: countWanted(training), heldBackLists: countWanted(heldBack) };
    if (counts.trainedOn < leastTraining || counts.heldBackLists < leastHeldBack)
      return { ...counts, result: 'tooLittle' as const, weights: null, heldBack: null, answers: null, frozen: null };
    const version = `learned-${dateInShanghai(now)}`;
    const ask = { current: await ports.platform(), version, training, heldBack };
    const { mayLive, ...learned } = await work('learn', ask);
    return { ...counts, result: mayLive ? ('live' as const) : ('worse' as const), ...learned };
  };

  return {
    kind: 'matches.learn',
    next: nightlyAt(4),
    run: async (_job, now) => {
      const id = `learned-${dateInShanghai(now)}`;
      const kept = await store.learned(id);
      // after a crash behind the commit only the lists are left to mark
      const tried = kept ?? (await tryToLearn(now));
      if (!kept) {
        const body = { commandId: idFrom(`learn ${id}`) };
        await commands.execute(
          { operation: 'matches.learn', stream: `weights:${id}`, actor: system, body },
          async () => {
            await store.addLearned({ _id: id, v: 1, version: 1, at: now, ...tried });
            const { result, trainedOn, heldBackLists, weights, heldBack, answers, frozen } = tried;
            const data = { result, trainedOn, heldBackLists, weights, heldBack, answers, frozen };
            return { type: 'weights.learned', data, concerns: concerning({}) };
          },
        );
      }
      if (tried.result === 'live') await ports.changed();
    },
  };
}
