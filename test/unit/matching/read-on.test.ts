import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { Matcher, readTranslationTable, type Match } from '../../../matching/index.ts';
import { plainPatent } from '../../support/plain-patent.ts';

const options = { today: '2026-03-01' };
const table = readTranslationTable(readFileSync(join(__dirname, '../../../matching/data/translation.tsv')));

const idsOf = (list: readonly Match[]) => list.map(({ patentId }) => patentId);
const byScore = (list: readonly Match[]) =>
  [...list].sort((a, b) => b.score - a.score || (a.patentId < b.patentId ? -1 : 1));
const need = { id: 'n', demanderId: 'd', routes: [] } as const;

/** Forty ways to speak of lighting, and one patent that has no word of the question. */
function lighting(): Matcher {
  const matcher = new Matcher({ table });
  for (let i = 0; i < 40; i++)
    matcher.putPatent(plainPatent(`p${i + 10}`, `照明设备${i}`, `一种设备，带照明${'灯'.repeat(i)}。`));
  matcher.putPatent(plainPatent('other', '发光装置', '一种发光装置，包括半导体发光元件。'));
  matcher.putNeed({ ...need, title: '照明设备', body: '' });
  return matcher;
}

describe('reading on in the list of a short need', () => {
  const words = ['pump', 'valve', 'sensor', 'laser', 'membrane', 'motor', 'ceramic', 'heat', 'water', 'filter'];
  const text = (maxLength: number) => fc.array(fc.constantFrom(...words), { minLength: 1, maxLength });
  const someTexts = fc.record({
    abstracts: fc.array(text(12), { minLength: 30, maxLength: 70 }),
    title: text(4),
    more: fc.integer({ min: 0, max: 3 }),
  });
  const patentOf = (abstract: readonly string[], i: number) =>
    plainPatent(`p${i}`, abstract[0] ?? '', abstract.join(' '));
  const matcherOf = ({ abstracts, title, more }: { abstracts: string[][]; title: string[]; more: number }) => {
    const matcher = new Matcher();
    abstracts.forEach((abstract, i) => matcher.putPatent(patentOf(abstract, i)));
    matcher.putNeed({ ...need, title: title.join(' '), body: words.slice(0, more).join(' '), trlMin: 6 });
    matcher.useSpace(matcher.buildSpace({ id: 's', dimensions: 4 }));
    return matcher;
  };

  it('shows twenty by score, then others, each once; a shorter list is the beginning of a longer one', () => {
    fc.assert(
      fc.property(someTexts, fc.integer({ min: 1, max: 60 }), (texts, k) => {
        const matcher = matcherOf(texts);
        const all = matcher.matchesForNeed('n', 100, options);
        expect(new Set(idsOf(all)).size).toBe(all.length);
        expect(idsOf(all.slice(0, 20))).toEqual(idsOf(byScore(all).slice(0, 20)));
        expect(matcher.matchesForNeed('n', k, options)).toEqual(all.slice(0, k));
      }),
      { numRuns: 40 },
    );
  });

  it('never puts a patent further back for a better condition', () => {
    fc.assert(
      fc.property(someTexts, fc.nat(), (texts, pick) => {
        const matcher = matcherOf(texts);
        const place = pick % texts.abstracts.length;
        const rankWith = (trl: number) => {
          matcher.putPatent({ ...patentOf(texts.abstracts[place] ?? [], place), trl });
          return idsOf(matcher.matchesForNeed('n', 100, options)).indexOf(`p${place}`);
        };
        expect(rankWith(7)).toBeLessThanOrEqual(rankWith(2));
      }),
      { numRuns: 40 },
    );
  });

  it('finds what says the same in other words, after what says it in these', () => {
    const list = idsOf(lighting().matchesForNeed('n', 30, options));
    expect(list.indexOf('other')).toBe(21);
    expect(list).toHaveLength(30);
  });

  it('ranks a need that says more by score to the end', () => {
    fc.assert(
      fc.property(someTexts, (texts) => {
        const list = matcherOf({ ...texts, title: ['pump'], more: words.length }).matchesForNeed('n', 100, options);
        expect(idsOf(list)).toEqual(idsOf(byScore(list)));
      }),
      { numRuns: 20 },
    );
  });

  it('leaves out what a gate removes, however it is found', () => {
    const matcher = lighting();
    matcher.putPatent({ ...plainPatent('other', '发光装置', '一种发光装置。'), expiresOn: '2020-01-01' });
    expect(idsOf(matcher.matchesForNeed('n', 100, options))).not.toContain('other');
  });

  it('says what score is listed in any case, not that of one found another way', () => {
    const matcher = lighting();
    const list = matcher.matchesForNeed('n', 41, options);
    const unlisted = byScore(list)[30]?.patentId ?? '';
    const placement = matcher.explain('n', unlisted, options, 22)?.placement;
    expect(placement).toMatchObject({ kind: 'score', needed: list[19]?.score });
  });
});
