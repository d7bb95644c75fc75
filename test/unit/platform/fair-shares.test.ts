import { createFairShares, type Lane, type Share, usualShares } from '../../../server/platform/doors/fair-shares.ts';

const one = (person: string, organisation = person): Share => ({ person, organisation });

/** Shares on a clock that the test moves; `order` is who began. */
function shares(settings: Partial<typeof usualShares> = {}) {
  let now = 0;
  const fair = createFairShares({ ...usualShares, ...settings }, () => now);
  const order: string[] = [];
  const running: { name: string; release: () => void }[] = [];
  const refused: { name: string; seconds: unknown }[] = [];
  return {
    order,
    refused,
    ask: async (name: string, share: Share = one(name), lane: Lane = 'light', isGone?: () => boolean) => {
      fair.turn(share, lane, isGone).then(
        (release) => {
          order.push(name);
          running.push({ name, release });
        },
        (error: { details: { retryAfterSeconds: unknown } }) =>
          refused.push({ name, seconds: error.details.retryAfterSeconds }),
      );
      await settled();
    },
    /** Ends what began first, after `ms`. */
    end: async (ms: number) => {
      now += ms;
      running.shift()?.release();
      await settled();
    },
    pass: (ms: number) => void (now += ms),
    isQuiet: () => running.length === 0,
  };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));
const narrow = { ...usualShares.lanes, light: { places: 1, perPerson: 1 }, heavy: { places: 1, perPerson: 1 } };

describe('fair shares of the time of one process', () => {
  it('let one who asks now and then pass those who ask without pause', async () => {
    const { ask, end, order } = shares({ lanes: narrow });
    for (let n = 0; n < 5; n++) for (const name of ['busy', 'busier']) await ask(name);
    for (let n = 0; n < 4; n++) await end(50);
    await ask('quiet');
    await end(50);
    expect(order.at(-1)).toBe('quiet');
  });

  it('take turns between equals', async () => {
    const { ask, end, order } = shares({ lanes: narrow });
    for (let n = 0; n < 3; n++) await ask('a');
    for (let n = 0; n < 3; n++) await ask('b');
    for (let n = 0; n < 5; n++) await end(10);
    expect(order.join('')).toBe('ababab');
  });

  it('count an organisation as eight people at most, however many of its people ask', async () => {
    const { ask, end, order } = shares({ lanes: narrow });
    for (let n = 0; n < 40; n++) await ask('crowd', one(`member ${n}`, 'university'));
    for (let n = 0; n < 20; n++) await end(10); // each of them used 10 ms, their organisation 200
    await ask('company');
    for (let n = 0; n < 2; n++) await end(10);
    await ask('company');
    await end(10);
    expect(order.slice(-3)).toEqual(['company', 'crowd', 'company']);
  });

  it('never let cheap work wait for searches', async () => {
    const { ask, order } = shares({ lanes: narrow });
    for (let n = 0; n < 3; n++) await ask('search', one(`searcher ${n}`), 'heavy');
    await ask('read');
    expect(order).toEqual(['search', 'read']);
  });

  it('leave places to others, even while one person alone asks', async () => {
    const { ask, order } = shares();
    for (let n = 0; n < 8; n++) await ask('greedy');
    await ask('other');
    expect(order).toEqual(['greedy', 'greedy', 'other']);
  });

  it('refuse what is over, saying when to try again', async () => {
    const { ask, refused } = shares({ lanes: narrow, waitingPerPerson: 2 });
    for (let n = 0; n < 4; n++) await ask('greedy');
    expect(refused).toEqual([{ name: 'greedy', seconds: 1 }]);
  });

  it('refuse those who used most when too many wait', async () => {
    const { ask, end, refused, order } = shares({ lanes: narrow, waiting: 2 });
    await ask('heavy');
    await end(5_000);
    await ask('first');
    await ask('heavy');
    await ask('second');
    await ask('third'); // two wait: the one of `heavy` makes room
    expect(refused.map(({ name }) => name)).toEqual(['heavy']);
    await ask('heavy');
    expect(refused.map(({ name }) => name)).toEqual(['heavy', 'heavy']);
    for (let n = 0; n < 2; n++) await end(1);
    expect(order).toEqual(['heavy', 'first', 'second', 'third']);
  });

  it('let nobody wait longer than the patience, even when nothing ends', async () => {
    const { ask, refused } = shares({ lanes: narrow, patienceMs: 20 });
    await ask('stuck');
    await ask('waiting');
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(refused.map(({ name }) => name)).toEqual(['waiting']);
  });

  it('pass over whoever has gone, and forget slowly what was used', async () => {
    const { ask, end, order, pass } = shares({ lanes: narrow });
    await ask('heavy');
    await end(1_000);
    await ask('light');
    await ask('gone', one('gone'), 'light', () => true);
    await ask('heavy');
    await ask('light');
    await end(100);
    expect(order).toEqual(['heavy', 'light', 'light']);
    pass(600_000); // both are as good as new: who came first comes first
    await end(0);
    expect(order).toEqual(['heavy', 'light', 'light', 'heavy']);
  });

  it('give a place back once, however often it is given back', async () => {
    const fair = createFairShares({ ...usualShares, lanes: narrow });
    const release = await fair.turn(one('a'), 'light');
    release();
    release();
    const second = await fair.turn(one('b'), 'light');
    let isIn = false;
    void fair.turn(one('c'), 'light').then(() => (isIn = true));
    await settled();
    expect(isIn).toBe(false);
    second(); // what waits for ever is refused in the end
  });
});
