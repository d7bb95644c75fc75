import fc from 'fast-check';
import {
  type Application,
  type Assigned,
  assignExperts,
  type Expert,
  expertFit,
  fullFit,
  type Judging,
} from '../../../matching/index.ts';

const application = (id: string, ipc: readonly string[] = [], text = ''): Application => ({ id, ipc, text });
const expert = (id: string, capacity = 10, ipc: readonly string[] = [], words: readonly string[] = []): Expert => ({
  ...{ id, capacity, ipc, words },
});
const keyOf = ({ applicationId, expertId }: Judging) => `${applicationId} ${expertId}`;
const loadsOf = (experts: readonly Expert[], all: readonly Judging[]) =>
  experts.map(({ id }) => all.filter(({ expertId }) => expertId === id).length);

type Instance = Readonly<{
  applications: Application[];
  experts: Expert[];
  each: number;
  barred: ReadonlySet<string>;
  already: Judging[];
}>;
const symbols = ['H01M', 'H01L', 'C09D', 'G06F', 'A61K'] as const;
const some = fc.uniqueArray(fc.constantFrom(...symbols), { maxLength: 2 });

/** Any instance, also those in which not everybody can be judged. `most`: applications and experts. */
const instances = (most: number, mostEach: number) =>
  fc
    .record({
      applications: fc.array(some, { minLength: 1, maxLength: most }),
      experts: fc.array(fc.tuple(some, fc.integer({ min: 0, max: 6 })), { minLength: 0, maxLength: most }),
      each: fc.integer({ min: 1, max: mostEach }),
      bars: fc.array(fc.tuple(fc.nat(most), fc.nat(most)), { maxLength: most * most }),
      before: fc.array(fc.tuple(fc.nat(most), fc.nat(most)), { maxLength: 2 }),
    })
    .map(({ applications, experts, each, bars, before }): Instance => {
      const barred = new Set(bars.map(([a, e]) => `a${a} e${e}`));
      const already = before
        .map(([a, e]) => ({ applicationId: `a${a}`, expertId: `e${e}` }))
        .filter(
          (one, at, all) =>
            Number(one.applicationId.slice(1)) < applications.length &&
            (experts[Number(one.expertId.slice(1))]?.[1] ?? 0) > 1 &&
            !barred.has(keyOf(one)) &&
            all.findIndex((other) => keyOf(other) === keyOf(one)) === at,
        );
      return {
        applications: applications.map((ipc, at) => application(`a${at}`, ipc)),
        experts: experts.map(([ipc, capacity], at) => expert(`e${at}`, capacity, ipc)),
        ...{ each, barred, already },
      };
    });
const solve = ({ applications, experts, each, barred, already }: Instance): Assigned =>
  assignExperts(applications, experts, {
    ...{ each, already },
    mayJudge: (applicationId, expertId) => !barred.has(keyOf({ applicationId, expertId })),
  });

/** How many new judgings there can be at most, by augmenting paths: another way than the one that is tested. */
function mostJudgings({ applications, experts, each, barred, already }: Instance): number {
  const chosen = new Set<string>();
  const fixed = new Set(already.map(keyOf));
  const room = new Map(
    experts.map(({ id, capacity }) => [id, capacity - already.filter(({ expertId }) => expertId === id).length]),
  );
  const place = (applicationId: string, seen: Set<string>): boolean => {
    for (const { id: expertId } of experts) {
      const key = keyOf({ applicationId, expertId });
      if (barred.has(key) || fixed.has(key) || chosen.has(key) || seen.has(expertId)) continue;
      seen.add(expertId);
      const theirs = [...chosen].filter((one) => one.endsWith(` ${expertId}`));
      if (theirs.length < (room.get(expertId) ?? 0)) {
        chosen.add(key);
        return true;
      }
      for (const other of theirs) {
        const [otherId = ''] = other.split(' ');
        if (!place(otherId, seen)) continue;
        chosen.delete(other);
        chosen.add(key);
        return true;
      }
    }
    return false;
  };
  for (const { id } of applications) {
    const before = already.filter(({ applicationId }) => applicationId === id).length;
    for (let one = before; one < each; one++) if (!place(id, new Set())) break;
  }
  return chosen.size;
}

/** Whether handing applications on along a chain of experts would make the loads more even. */
function couldBeMoreEven(instance: Instance, assigned: Assigned): boolean {
  const { experts, barred, already } = instance;
  const all = [...already, ...assigned.judgings];
  const held = new Set(all.map(keyOf));
  const loads = loadsOf(experts, all);
  return experts.some(({ id: from }, start) => {
    const seen = new Set([from]);
    const queue = [from];
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      for (const { applicationId, expertId } of assigned.judgings) {
        if (expertId !== next) continue;
        for (const [at, { id, capacity }] of experts.entries()) {
          const key = keyOf({ applicationId, expertId: id });
          if (seen.has(id) || barred.has(key) || held.has(key)) continue;
          seen.add(id);
          queue.push(id);
          if ((loads[at] ?? 0) < capacity && (loads[start] ?? 0) - (loads[at] ?? 0) >= 2) return true;
        }
      }
    return false;
  });
}

describe('who judges what', () => {
  it('is never conflicted, within capacities, as many as there can be, and as even as it can be: 1,000 random instances', () => {
    let infeasible = 0;
    fc.assert(
      fc.property(instances(8, 3), (instance) => {
        const { applications, experts, each, barred, already } = instance;
        const assigned = solve(instance);
        const all = [...already, ...assigned.judgings];
        expect(new Set(all.map(keyOf)).size).toBe(all.length);
        expect(assigned.judgings.filter((one) => barred.has(keyOf(one)))).toEqual([]);
        loadsOf(experts, all).forEach((load, at) => expect(load).toBeLessThanOrEqual(experts[at]?.capacity ?? 0));
        expect(assigned.judgings).toHaveLength(mostJudgings(instance));
        expect(couldBeMoreEven(instance, assigned)).toBe(false);
        // each application has its experts, or it is said how many it lacks and why
        for (const { id } of applications) {
          const own = all.filter(({ applicationId }) => applicationId === id);
          const lacks = assigned.lacking.find(({ applicationId }) => applicationId === id);
          expect(own.length + (lacks?.missing ?? 0)).toBe(Math.max(each, own.length));
          if (!lacks) continue;
          infeasible++;
          const may = experts.filter((e) => !barred.has(keyOf({ applicationId: id, expertId: e.id })));
          expect(lacks.barred).toBe(experts.length - may.length);
          // whoever may judge it judges it, or is full: nobody idle is left
          expect(lacks.full).toBe(may.length - own.length);
        }
      }),
      { numRuns: 1_000 },
    );
    expect(infeasible).toBeGreaterThan(200); // or it says nothing of those
  });

  it('is the same in whatever order it is asked', () => {
    fc.assert(
      fc.property(instances(6, 3), fc.infiniteStream(fc.nat()), (instance, random) => {
        const mixed = <One>(all: readonly One[]) =>
          all.map((one) => [random.next().value as number, one] as const).sort(([a], [b]) => a - b).map(([, one]) => one); // prettier-ignore
        const other = solve({
          ...instance,
          ...{ applications: mixed(instance.applications), experts: mixed(instance.experts) },
        });
        expect(other).toEqual(solve(instance));
      }),
      { numRuns: 100 },
    );
  });

  it('has the greatest fit of all choices that are as many and as even, by trying every choice', () => {
    const squares = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one * one, 0);
    fc.assert(
      fc.property(instances(3, 2), (instance) => {
        const { applications, experts, each, barred } = instance;
        const pairs = applications.flatMap((a) =>
          experts
            .map((e) => ({ applicationId: a.id, expertId: e.id, fit: expertFit(a)(e) }))
            .filter((one) => !barred.has(keyOf(one))),
        );
        let best: readonly number[] = [];
        for (let bits = 0; bits < 2 ** pairs.length; bits++) {
          const chosen = pairs.filter((_, at) => (bits >> at) & 1);
          const loads = loadsOf(experts, chosen);
          const had = applications.map(({ id }) => chosen.filter(({ applicationId }) => applicationId === id).length);
          if (had.some((count) => count > each) || loads.some((load, at) => load > (experts[at]?.capacity ?? 0)))
            continue;
          const fit = chosen.reduce((sum, one) => sum + one.fit, 0);
          const value = [chosen.length, -squares(had), -squares(loads), fit];
          if (best.length === 0 || isGreater(value, best)) best = value;
        }
        const { judgings } = solve({ ...instance, already: [] });
        expect([
          judgings.length,
          -squares(applications.map(({ id }) => judgings.filter(({ applicationId }) => applicationId === id).length)),
          -squares(loadsOf(experts, judgings)),
          judgings.reduce((sum, one) => sum + one.fit, 0),
        ]).toEqual(best);
      }),
      { numRuns: 300 },
    );
  });

  it('has loads within one of even for 60 applications, 40 experts and 3 each, within a second', () => {
    const [applications, experts] = [60, 40].map((count, side) =>
      Array.from({ length: count }, (_, at) => {
        const ipc = [symbols[at % 5] ?? '', symbols[(at * 7 + 2) % 5] ?? ''];
        const text = `一种用于${symbols[at % 5]}的装置 ${'说明'.repeat(2_000)}`;
        return side === 0 ? application(`a${at}`, ipc, text) : expert(`e${at}`, 12, ipc, ['装置', '散热']);
      }),
    ) as [Application[], Expert[]];
    // every tenth pair is conflicted
    const mayJudge = (a: string, e: string) => (Number(a.slice(1)) + Number(e.slice(1))) % 10 !== 0;
    assignExperts(applications.slice(0, 1), experts.slice(0, 1), { each: 1, mayJudge }); // loads the table of characters
    const from = performance.now();
    const { judgings, lacking } = assignExperts(applications, experts, { each: 3, mayJudge });
    const took = performance.now() - from;
    process.stdout.write(`60 applications, 40 experts, 3 each: ${took.toFixed(0)} ms\n`);
    expect(lacking).toEqual([]);
    expect(judgings).toHaveLength(180);
    expect(judgings.every(({ applicationId, expertId }) => mayJudge(applicationId, expertId))).toBe(true);
    const loads = loadsOf(experts, judgings);
    expect([Math.min(...loads), Math.max(...loads)]).toEqual([4, 5]);
    expect(took).toBeLessThan(1_000);
  });

  it('fills a gap that somebody left without moving anybody else', () => {
    const [applications, experts] = [['a', 'b'].map((id) => application(id)), ['x', 'y', 'z'].map((id) => expert(id))];
    const already = [
      { applicationId: 'a', expertId: 'x' },
      { applicationId: 'b', expertId: 'y' },
      { applicationId: 'b', expertId: 'x' },
    ];
    const mayJudge = (a: string, e: string) => !(a === 'a' && e === 'y'); // y has declined a
    const { judgings, lacking } = assignExperts(applications, experts, { each: 2, mayJudge, already });
    expect(judgings.map(keyOf)).toEqual(['a z']);
    expect(lacking).toEqual([]);
  });
});

const isGreater = (one: readonly number[], other: readonly number[]): boolean => {
  const at = one.findIndex((value, place) => value !== other[place]);
  return at >= 0 && (one[at] ?? 0) > (other[at] ?? 0);
};

describe('how well somebody knows what an application is about', () => {
  const subject = { ipc: ['H01M 10/0525'], text: '一种锂离子电池的散热 heat dissipation of batteries' };
  const fit = expertFit(subject);

  it('is told by classes and by words as they are said, whatever their form', () => {
    expect(fit({ ipc: ['H01M'], words: ['锂离子电池', 'battery', 'Heat'] })).toBeGreaterThan(700);
    expect(fit({ ipc: ['H01M'], words: [] })).toBeGreaterThan(fit({ ipc: ['H01L'], words: [] }));
    expect(fit({ ipc: ['A61K'], words: ['发酵'] })).toBe(0);
    expect(fit({ ipc: [], words: ['离散'] })).toBe(0); // both characters stand there, not together
    expect(fit({ ipc: [], words: ['ion'] })).toBe(0); // no part of another word
    expect(fit({ ipc: [], words: ['散热'] })).toBe(400);
    expect(fit({ ipc: [], words: [] })).toBe(0);
  });

  it('is a whole number up to the full fit for any text', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (text, words) => {
        const value = expertFit({ ipc: ['H01M'], text })({ ipc: ['H01M'], words });
        expect(Number.isInteger(value) && value >= 0 && value <= fullFit).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
