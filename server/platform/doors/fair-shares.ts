import { DomainError } from '../../domain/errors.ts';

/**
 * Work that never waits for work of another kind: cheap reads (`light`), commands, which wait for the disk, searches and
 * rankings (`heavy`), hashing of passwords (`secret`), and what lasts as long as the other end's line is slow (`files`).
 */
export type Lane = 'light' | 'command' | 'heavy' | 'secret' | 'files';

/** Whose work it is. Without sign-in both are the network address. */
export type Share = Readonly<{ person: string; organisation: string }>;

/** `places` requests of a lane run at a time, `perPerson` of them for one person. */
export type LaneSettings = Readonly<{ places: number; perPerson: number }>;

export type ShareSettings = Readonly<{
  lanes: Readonly<Record<Lane, LaneSettings>>;
  /** How many requests wait at most, for one person and altogether. */
  waitingPerPerson: number;
  waiting: number;
  /** How long a request waits at most, in ms. */
  patienceMs: number;
}>;

export const usualShares: ShareSettings = {
  lanes: {
    // few at a time: with more of them each takes as much longer, as they share one processor
    light: { places: 4, perPerson: 2 },
    command: { places: 4, perPerson: 2 },
    heavy: { places: 2, perPerson: 1 },
    secret: { places: 2, perPerson: 2 },
    files: { places: Infinity, perPerson: 4 },
  },
  waitingPerPerson: 32,
  waiting: 1_000,
  patienceMs: 5_000,
};

/** However many people of an organisation work at once, together they weigh like this many. */
const peopleOfAnOrganisation = 8;
/** What was used counts half after this time, so that a busy minute is forgotten soon. */
const halfLifeMs = 10_000;

type Waiting = Readonly<{
  share: Share;
  lane: Lane;
  isGone: () => boolean;
  begin: () => void;
  refuse: (error: Error) => void;
}>;

export type FairShares = Readonly<{
  /**
   * Resolves when it is this caller's turn, with a function that must be called when the work has ended (a second call
   * does nothing). Whoever used least time lately comes first, so that one who asks now and then never waits behind those
   * who ask without pause. Throws RATE_LIMITED, with the seconds after which to try again, where too much waits already.
   * A request whose `isGone` answers true when its turn comes is passed over; its promise stays open.
   */
  turn: (share: Share, lane: Lane, isGone?: () => boolean) => Promise<() => void>;
}>;

/** Shares this process's time among people and organisations. `nowMs` is any clock that only goes forward. */
export function createFairShares(settings: ShareSettings = usualShares, nowMs = () => performance.now()): FairShares {
  const used = usedTime(nowMs);
  const waiting = new Set<Waiting>();
  const running = new Map<string, number>();
  /** How long a request of a lane takes, in ms: a moving average, charged in advance. */
  const usualMs = new Map<Lane, number>();

  const runningIn = (key: string): number => running.get(key) ?? 0;
  const count = (key: string, by: 1 | -1) => {
    const left = runningIn(key) + by;
    if (left === 0) running.delete(key);
    else running.set(key, left);
  };
  const keysOf = ({ share, lane }: Pick<Waiting, 'share' | 'lane'>) => [lane, `${lane} ${share.person}`];
  const hasPlace = (of: Pick<Waiting, 'share' | 'lane'>): boolean => {
    const { places, perPerson } = settings.lanes[of.lane];
    const [all = '', own = ''] = keysOf(of);
    return runningIn(all) < places && runningIn(own) < perPerson;
  };
  const weightOf = ({ person, organisation }: Share): number =>
    Math.max(used.of(`person ${person}`), used.of(`organisation ${organisation}`) / peopleOfAnOrganisation);
  const charge = ({ person, organisation }: Share, ms: number) => {
    used.add(`person ${person}`, ms);
    used.add(`organisation ${organisation}`, ms);
  };

  /** Takes a place; the answer gives it back. */
  const occupy = (of: Pick<Waiting, 'share' | 'lane'>): (() => void) => {
    const from = nowMs();
    const charged = usualMs.get(of.lane) ?? 1;
    charge(of.share, charged);
    for (const key of keysOf(of)) count(key, 1);
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      const ms = nowMs() - from;
      charge(of.share, ms - charged);
      usualMs.set(of.lane, charged + (ms - charged) / 10);
      for (const key of keysOf(of)) count(key, -1);
      next(of.lane);
    };
  };

  /** Lets those of a lane begin for whom there is a place, the lightest first. */
  const next = (lane: Lane) => {
    for (;;) {
      let best: { one: Waiting; weight: number } | undefined;
      for (const one of waiting) {
        if (one.lane !== lane) continue;
        if (one.isGone()) waiting.delete(one);
        else if (hasPlace(one)) {
          const weight = weightOf(one.share);
          if (!best || weight < best.weight) best = { one, weight };
        }
      }
      if (!best) return;
      waiting.delete(best.one);
      best.one.begin();
    }
  };

  const refusal = (lane: Lane): DomainError => {
    const places = Math.min(settings.lanes[lane].places, 100);
    const ms = (waiting.size * (usualMs.get(lane) ?? 1)) / places;
    const retryAfterSeconds = Math.min(30, Math.max(1, Math.ceil(ms / 1_000)));
    return new DomainError('RATE_LIMITED', 'common.rateLimited', { retryAfterSeconds });
  };

  /** Makes room for one more: the request of whoever used most is refused, which may be the new one. */
  const makeRoom = (share: Share, lane: Lane) => {
    const own = [...waiting].filter((one) => one.share.person === share.person);
    if (own.length >= settings.waitingPerPerson) throw refusal(lane);
    if (waiting.size < settings.waiting) return;
    let worst: { one: Waiting; weight: number } | undefined;
    for (const one of waiting) {
      const weight = weightOf(one.share);
      if (!worst || weight >= worst.weight) worst = { one, weight };
    }
    if (!worst || worst.weight <= weightOf(share)) throw refusal(lane);
    waiting.delete(worst.one);
    worst.one.refuse(refusal(worst.one.lane));
  };

  return {
    turn: async (share, lane, isGone = () => false) => {
      if (hasPlace({ share, lane })) return occupy({ share, lane });
      makeRoom(share, lane);
      return new Promise((resolve, reject) => {
        const patience = setTimeout(() => {
          if (waiting.delete(one)) reject(refusal(lane));
        }, settings.patienceMs).unref();
        const one: Waiting = {
          share,
          lane,
          isGone,
          begin: () => {
            clearTimeout(patience);
            resolve(occupy(one));
          },
          refuse: (error) => {
            clearTimeout(patience);
            reject(error);
          },
        };
        waiting.add(one);
      });
    },
  };
}

/** Time used by each key, in ms, counting half after `halfLifeMs`. */
function usedTime(nowMs: () => number) {
  const kept = new Map<string, { ms: number; at: number }>();
  const decayed = ({ ms, at }: { ms: number; at: number }): number => ms * 2 ** ((at - nowMs()) / halfLifeMs);
  return {
    of: (key: string): number => {
      const found = kept.get(key);
      return found ? decayed(found) : 0;
    },
    add: (key: string, ms: number): void => {
      const found = kept.get(key);
      kept.set(key, { ms: Math.max(0, (found ? decayed(found) : 0) + ms), at: nowMs() });
      if (kept.size <= 20_000) return;
      for (const [one, value] of kept) if (decayed(value) < 1) kept.delete(one);
    },
  };
}
