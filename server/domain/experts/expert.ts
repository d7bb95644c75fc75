import { type CalendarDate, yearOf } from '../calendar.ts';
import { DomainError } from '../errors.ts';
import { readClassification, subclassOf } from '../patents/ipc.ts';
import { publicName } from '../public-name.ts';
import type { ExpertState } from './expert-process.ts';

/** An organisation that an expert belonged to, from one year to another, both included. */
export type PastOrganisation = Readonly<{ name: string; from: number; to: number }>;

/** What an expert says of themselves. */
export type ExpertProfile = Readonly<{
  /** 职称: professor, senior engineer, patent attorney … */
  title: string;
  /** IPC subclasses (`H01M`). */
  ipc: readonly string[];
  /** Words for what the expert knows. */
  words: readonly string[];
  /** Area code (GB/T 2260): authorities and centres of this place confirm the expert. */
  place: string;
  /** The organisation that the expert works for; null: none. */
  organisation: string | null;
  past: readonly PastOrganisation[];
  /** How many things the expert judges at once at most. */
  mostAtOnce: number;
  /** The last day on which the expert cannot judge; null: available now. */
  awayUntil: CalendarDate | null;
}>;

/** What an expert knows and how much is too much: bounds of a profile. */
export const profileLimits = { ipc: 30, words: 50, past: 30, atOnce: 100 } as const;

/**
 * Checks and normalises a profile: subclasses of whatever symbols are given, each once. Throws INVALID_INPUT naming the
 * field for symbols that cannot be read, and for years that run backwards or lie in the future.
 */
export function enterProfile(entry: ExpertProfile, today: CalendarDate): ExpertProfile {
  const { ipc, unread } = readClassification(entry.ipc.join(';'));
  const [symbol] = unread;
  if (symbol !== undefined) throw new DomainError('INVALID_INPUT', 'patents.ipcUnread', { field: 'ipc', symbol });
  const isWrong = ({ from, to }: PastOrganisation) => from > to || to > yearOf(today);
  if (entry.past.some(isWrong)) throw new DomainError('INVALID_INPUT', 'experts.badYears', { field: 'past' });
  return {
    ...entry,
    ipc: [...new Set(ipc.map(subclassOf))],
    words: [...new Set(entry.words.map((word) => publicName(word) ?? ''))].filter((word) => word !== ''),
  };
}

/** Whether an expert can be asked to judge until a day. */
export const isAvailable = (
  { state, awayUntil }: Readonly<{ state: ExpertState; awayUntil: CalendarDate | null }>,
  until: CalendarDate,
): boolean => state === 'confirmed' && (awayUntil === null || awayUntil < until);
