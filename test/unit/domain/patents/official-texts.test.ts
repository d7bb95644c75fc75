import fc from 'fast-check';
import { languages } from '../../../../server/domain/languages.ts';
import { officialTexts } from '../../../../server/domain/patents/official-texts.ts';

const spelt = fc.record({
  digits: fc.integer({ min: 100_000_000, max: 199_999_999 }).map(String),
  kind: fc.constantFrom('A', 'B', 'C'),
  space: fc.constantFrom('', ' '),
  prefix: fc.constantFrom('CN', 'cn', ''),
});

describe('links to the published document', () => {
  it('name exactly the document of the number, however it is spelt, at the two sources', () => {
    fc.assert(
      fc.property(spelt, fc.constantFrom(...languages), ({ digits, kind, space, prefix }, language) => {
        const texts = officialTexts(`${prefix}${space}${digits}${space}${kind}`, language);
        expect(texts.map(({ source }) => source)).toEqual(['espacenet', 'googlePatents']);
        for (const { url } of texts) {
          const { protocol, hostname, pathname, searchParams } = new URL(url);
          expect(protocol).toBe('https:');
          expect(['worldwide.espacenet.com', 'patents.google.com']).toContain(hostname);
          const named = searchParams.get('q')?.replace('pn=', '') ?? pathname.split('/')[2];
          expect(named).toBe(`CN${digits}${kind}`);
        }
      }),
    );
  });

  it.each([null, 'CN107000001'])('are none for %s', (number) => {
    expect(officialTexts(number, 'zh')).toEqual([]);
  });
});
