import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { plannedDeals } from '../../scripts/demo/deals.ts';
import { keptIn } from '../../scripts/demo/kept.ts';
import { mainJob } from '../../scripts/demo/main-job.ts';
import { createWorld, pastDays, type World } from '../../scripts/demo/world.ts';
import { abouts, invention, solutions } from '../../scripts/generator/inventions.ts';
import { seeded } from '../../scripts/generator/random.ts';
import { want } from '../../scripts/generator/wants.ts';
import { organisationNumber } from '../../scripts/generator/organisations.ts';
import { addDays, calendarDate, daysBetween } from '../../server/domain/calendar.ts';
import { creditCode } from '../../server/domain/credit-code.ts';
import { divisions } from '../../server/domain/divisions.ts';
import { provinces } from '../../server/domain/provinces.ts';

const today = calendarDate('2026-12-01');
/** Says something of the worlds of some seeds. */
const ofAnyWorld = (says: (world: World) => void) =>
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), (seed) => says(createWorld(seed, today))),
    { numRuns: 4 },
  );

/**
 * Divisions of GB/T 4754 whose products or processes the subclasses of the IPC concern: those of the themes, after
 * 国际专利分类与国民经济行业分类参照关系表 (国家知识产权局, 2018).
 */
const tradesOfClass: Readonly<Record<string, string>> = {
  ...{ A01C: 'A05 C35', A01D: 'C35', A01G: 'A01 C35', A01K: 'A04 C35', A23F: 'C15 C35', A61J: 'C27 C35', A61K: 'C27' },
  ...{ A61L: 'C27', A61P: 'C27', B01D: 'C35 D46', B01J: 'C26', B07C: 'C35 C42', B08B: 'C35', B23K: 'C34', B25J: 'C34' },
  ...{ B60L: 'C36 C38', B82Y: 'C39', C02F: 'C26 C35 D46', C04B: 'C30', C05G: 'C26', C08B: 'C14 C26 C27' },
  ...{ C08J: 'C26 C29 C30', C08L: 'C26 C29 C30', C09D: 'C26', C12N: 'C27', C12P: 'C27', C22C: 'C32', C22F: 'C32' },
  ...{ C30B: 'C39', D06M: 'C17', F16H: 'C34', F24F: 'C34 C38', F28D: 'C34 C35', G01C: 'C34 C40', G01J: 'C39 C40' },
  ...{ G01L: 'C39 C40', G01N: 'C39 C40', G01R: 'C38 C40', G05D: 'C34 C40', H01L: 'C35 C39', H01M: 'C38 C39 C42' },
  ...{ H02H: 'C38', H02J: 'C38', H02M: 'C38' },
};

const lines = (file: string) => new Set(readFileSync(file, 'utf8').split('\n').filter(Boolean));
const deals = (world: World) => plannedDeals(world);
const ages = (days: readonly string[]) => days.map((day) => daysBetween(calendarDate(day), today));

describe('what the demo says', () => {
  it('repeats no word in a title, and no title', () => {
    const random = seeded(1);
    const titles = solutions.map((solution) => invention(random, 1, solution).title);
    expect(new Set(titles).size).toBe(solutions.length);
    const asked = abouts.flatMap((about) => Array.from({ length: 12 }, () => want(random, about).title));
    const jobs = Array.from({ length: 60 }, (_, n) => mainJob(createWorld(1, today), n).title);
    // 结构结构, 方法及其…方法
    const doubled = /(\p{Script=Han}{2,})(及其)?\1|(方法|装置|系统|结构|工艺).*及其.*\3$/u;
    expect([...titles, ...asked, ...jobs].filter((title) => doubled.test(title))).toEqual([]);
  });

  it('stands in the classes of its trade', () => {
    for (const { subject } of abouts)
      for (const symbol of subject.ipc)
        expect([subject.name, symbol, tradesOfClass[symbol.slice(0, 4)]?.split(' ')]).toEqual([
          subject.name,
          symbol,
          expect.arrayContaining([subject.trade.slice(0, 3)]),
        ]);
  });

  it('solves the problem that it names, by a means for it, as far as the figure says', () => {
    ofAnyWorld(({ inventions }) => {
      for (const { about, abstract, title } of [...inventions.values()].flat()) {
        const { trouble, effect, figure, means } = about.problem;
        const [way, how] = means.find(([name]) => title.includes(name)) ?? [];
        expect([title, way]).toEqual([title, expect.any(String)]);
        for (const said of [trouble, effect, figure[0], how]) expect(abstract).toContain(said);
      }
    });
  });

  it('is asked for by firms of the trade', () => {
    ofAnyWorld(({ organisations, wants }) => {
      for (const { email, name, fields } of organisations) {
        for (const { about } of wants.get(email) ?? []) {
          expect(fields).toContain(about.theme);
          expect(name).toContain(about.theme.firm);
        }
      }
    });
  });
});

describe('the demo’s three years', () => {
  it('are filled: what is listed, stated and dealt is spread over days and owners', () => {
    ofAnyWorld((world) => {
      const listed = [...world.inventions].flatMap(([owner, list]) =>
        list.map(({ listedOn }) => ({ owner, listedOn })),
      );
      const stated = [...world.wants].flatMap(([owner, list]) =>
        list.map(({ statedOn }) => ({ owner, listedOn: statedOn })),
      );
      for (const list of [listed, stated]) {
        const newest = [...list].sort((a, b) => (a.listedOn < b.listedOn ? 1 : -1));
        expect(new Set(newest.slice(0, 40).map(({ owner }) => owner)).size).toBeGreaterThan(3);
        expect(new Set(list.map(({ listedOn }) => listedOn.slice(0, 7))).size).toBeGreaterThan(24);
        expect(newest.every(({ listedOn }) => listedOn > addDays(today, -pastDays) && listedOn < today)).toBe(true);
      }
      const begun = ages(deals(world).map(({ beginsOn }) => beginsOn));
      expect(Math.max(...begun)).toBeGreaterThan(600);
      expect(Math.min(...begun)).toBeLessThan(14);
    });
  });

  it('bring enough contracts of enough parties for figures that tell nothing of one', () => {
    ofAnyWorld((world) => {
      const completed = deals(world).filter(({ plan }) => plan.stage === 'completed');
      expect(completed.length).toBeGreaterThanOrEqual(10);
      expect(new Set(completed.map(({ supplier }) => supplier)).size).toBeGreaterThanOrEqual(5);
      expect(new Set(completed.map(({ demander }) => demander)).size).toBeGreaterThanOrEqual(5);
    });
  });

  it('hold no patent and no need in two deals, and no deal about two problems', () => {
    ofAnyWorld((world) => {
      const all = deals(world);
      expect(new Set(all.map(({ invention }) => invention)).size).toBe(all.length);
      expect(new Set(all.map(({ want }) => want)).size).toBe(all.length);
      for (const { invention, want } of all) expect(invention.about.problem).toBe(want.about.problem);
    });
  });
});

describe('the demo’s organisations', () => {
  const { organisations } = createWorld(42, today);

  it('have codes as GB 32100 builds them, of the right register, with a number that nobody has', () => {
    expect(organisationNumber('D2143569')).toBe('D2143569X'); // the example of GB 11714-1997
    for (const { kind, creditCode: code, place, name } of organisations) {
      expect(creditCode(code)).toBe(code);
      const register = { authority: '11', university: '12', institute: '12' }[kind as string] ?? '91';
      expect([name, code.slice(0, 8)]).toEqual([name, register + place]);
      expect(code.slice(8, 17)).toBe(organisationNumber(code.slice(8, 16)));
      expect(code.slice(8, 13)).toBe('00000');
    }
    expect(new Set(organisations.map(({ creditCode: code }) => code)).size).toBe(organisations.length);
  });

  it('have names that belong to nobody', () => {
    // 教育部 全国高等学校名单 (June 2023) and those of Taiwan, Hong Kong and Macao that end in 大学
    const real = lines('test/support/universities.txt');
    expect(real.has('东海大学')).toBe(true);
    const bare = (name: string) => name.replace(/(省|市|特别行政区|(壮族|回族|维吾尔)?自治区|区|县)$/, '');
    const areas = [
      ...Object.values(provinces).map(([name]) => bare(name)),
      ...Object.values(divisions).flatMap((list) => list.split(' ').map((one) => bare(one.slice(4)))),
    ].filter((name) => name.length > 1);
    expect(areas).toContain('浙江');
    for (const { name, kind } of organisations) {
      expect(real.has(name)).toBe(false);
      // an authority, and whoever is registered, is called after the division that it belongs to
      if (kind !== 'university' && kind !== 'institute')
        expect([name, areas.filter((area) => name.startsWith(area))]).toEqual([name, []]);
    }
  });
});

describe('a later start of the demo', () => {
  it('plays another deal, and the same run the same', () => {
    const world = createWorld(42, today);
    const jobs = Array.from({ length: 12 }, (_, n) => mainJob(world, n));
    expect(new Set(jobs.map(({ title }) => title)).size).toBe(jobs.length);
    expect(new Set(jobs.map(({ demander }) => demander)).size).toBeGreaterThan(5);
    expect(mainJob(world, 5)).toEqual(jobs[5]);
  });

  it('remembers its days, what it played, and that another seed is another world', () => {
    const folder = mkdtempSync(join(tmpdir(), 'demo-kept-'));
    try {
      const first = keptIn(folder, 42, today);
      first.begin();
      expect([first.place('a'), first.place('b'), first.place('a')]).toEqual([0, 1, 0]);
      const later = keptIn(folder, 42, addDays(today, 9));
      expect(later.kept()).toMatchObject({ madeOn: today, isMade: false });
      expect([later.place('b'), later.place('c')]).toEqual([1, 2]);
      expect(() => keptIn(folder, 43, today)).toThrow('holds other data');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
