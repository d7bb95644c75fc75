import fc from 'fast-check';
import {
  chooseGreedily,
  chooseMeetings,
  scheduleGreedily,
  scheduleMeetings,
  type PossibleMeeting,
} from '../../../matching/index.ts';

const person = (side: string) => fc.integer({ min: 0, max: 3 }).map((n) => `${side}${n}`);
const possible = fc.uniqueArray(
  fc.record({
    demanderId: person('d'),
    supplierId: person('s'),
    weight: fc.integer({ min: 1, max: 100 }).map((n) => n / 100),
  }),
  { maxLength: 10, selector: (m) => m.demanderId + m.supplierId },
);
const total = (meetings: readonly PossibleMeeting[]) => meetings.reduce((sum, m) => sum + m.weight, 0);

/** Every choice there is: only for a handful of meetings. */
function bestByTrying(meetings: readonly PossibleMeeting[], capacity: number): number {
  let best = 0;
  for (let bits = 0; bits < 2 ** meetings.length; bits++) {
    const chosen = meetings.filter((_, i) => (bits >> i) & 1);
    const counts = new Map<string, number>();
    for (const { demanderId, supplierId } of chosen)
      for (const id of [demanderId, supplierId]) counts.set(id, (counts.get(id) ?? 0) + 1);
    if ([...counts.values()].every((n) => n <= capacity)) best = Math.max(best, total(chosen));
  }
  return best;
}

describe('who meets whom', () => {
  it('is the best there is, within capacities, never worse than greedy', async () => {
    await fc.assert(
      fc.asyncProperty(possible, fc.integer({ min: 1, max: 2 }), async (meetings, capacity) => {
        const options = { capacityOf: () => capacity };
        const chosen = await chooseMeetings(meetings, options);
        expect(chosen.method).toBe('exact');
        expect(chosen.total).toBeCloseTo(bestByTrying(meetings, capacity), 6);
        expect(chosen.total).toBeGreaterThanOrEqual(total(chooseGreedily(meetings, options)) - 1e-9);
        for (const id of ['d0', 'd1', 'd2', 'd3', 's0', 's1', 's2', 's3'])
          expect(chosen.meetings.filter((m) => m.demanderId === id || m.supplierId === id).length).toBeLessThanOrEqual(
            capacity,
          );
      }),
      { numRuns: 40 },
    );
  });

  it('gives every supplier a meeting first when that is asked for', async () => {
    const meetings = [
      { demanderId: 'd', supplierId: 'strong', weight: 0.9 },
      { demanderId: 'd', supplierId: 'weak', weight: 0.1 },
      { demanderId: 'e', supplierId: 'strong', weight: 0.8 },
    ];
    const capacityOf = (id: string) => (id === 'strong' ? 2 : 1);
    const suppliers = async (fairness: 'total' | 'everyone') =>
      new Set((await chooseMeetings(meetings, { capacityOf, fairness })).meetings.map((m) => m.supplierId));
    expect(await suppliers('total')).toEqual(new Set(['strong']));
    expect(await suppliers('everyone')).toEqual(new Set(['strong', 'weak']));
  });

  it('counts a pair once, by its best weight', async () => {
    const twice = [0.2, 0.7].map((weight) => ({ demanderId: 'd', supplierId: 's', weight }));
    expect((await chooseMeetings(twice, { capacityOf: () => 5 })).meetings).toEqual([twice[1]]);
  });
});

describe('the timetable', () => {
  it('has no clash, keeps to tables and presence, and places at least as much as greedy', async () => {
    const away = fc.uniqueArray(fc.constantFrom<string[]>('d0:0', 'd1:1', 's0:0', 's1:1', 's2:2'), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(possible, away, fc.integer({ min: 1, max: 3 }), async (meetings, absent, tables) => {
        const isAvailable = (id: string, slot: number) => !absent.includes(`${id}:${slot}`);
        const options = { slots: 3, tables, isAvailable };
        const schedule = await scheduleMeetings(meetings, options);
        const taken = schedule.meetings.flatMap((m) => [`${m.slot}:${m.demanderId}`, `${m.slot}:${m.supplierId}`]);
        expect(new Set(taken).size).toBe(taken.length);
        for (const m of schedule.meetings) {
          expect(isAvailable(m.demanderId, m.slot) && isAvailable(m.supplierId, m.slot)).toBe(true);
          expect(schedule.meetings.filter((other) => other.slot === m.slot).length).toBeLessThanOrEqual(tables);
        }
        expect(total(schedule.meetings)).toBeGreaterThanOrEqual(total(scheduleGreedily(meetings, options)) - 1e-9);
        expect(schedule.meetings.length + schedule.unplaced.length).toBe(meetings.length);
      }),
      { numRuns: 40 },
    );
  });
});
