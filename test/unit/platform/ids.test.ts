import { idPattern } from '../../../server/domain/ids.ts';
import { uuidV7 } from '../../../server/platform/clock.ts';

describe('new ids', () => {
  it('sort by birth, even thousands of one millisecond and after the clock was set back', () => {
    let time = Date.UTC(2026, 0, 1);
    const newId = uuidV7({ now: () => new Date(time) });
    const ids = Array.from({ length: 10_000 }, newId);
    time -= 60_000;
    ids.push(newId());
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of [ids[0], ids[5_000], ids.at(-1)]) expect(id).toMatch(idPattern);
  });
});
