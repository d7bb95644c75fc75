import fc from 'fast-check';
import {
  entered,
  findingsIn,
  released,
  type RightsBook,
  takingOf,
} from '../../../../server/domain/contracts/rights-book.ts';

const terms = {
  transfer: { route: 'transfer', exclusivity: null, territory: '全国' },
  equity: { route: 'equity', exclusivity: null, territory: '' },
  exclusive: { route: 'licence', exclusivity: 'exclusive', territory: '全国' },
  sole: { route: 'licence', exclusivity: 'sole', territory: '浙江' },
  ordinary: { route: 'licence', exclusivity: 'ordinary', territory: '江苏' },
  financing: { route: 'financing', exclusivity: null, territory: '' },
  other: { route: 'other', exclusivity: null, territory: '' },
} as const;
type Kind = keyof typeof terms;

const empty: RightsBook = { patentId: 'p', version: 0, entries: [] };
/** A book in which contracts were signed one after the other, named by their kinds. */
const bookOf = (...kinds: Kind[]) =>
  kinds.reduce<RightsBook>((book, kind, n) => entered(book, `${kind} ${n}`, terms[kind]), empty);
const say = (book: RightsBook, kind: Kind, id = 'mine') =>
  findingsIn(book, id, terms[kind]).map(({ code, severity }) => `${code} ${severity}`);

describe('the book of exclusive rights of a patent', () => {
  it.each<[Kind, Kind, string[]]>([
    ['transfer', 'transfer', ['alreadyTransferred blocks']],
    ['transfer', 'ordinary', ['alreadyTransferred blocks']],
    ['equity', 'financing', ['alreadyTransferred blocks']],
    ['exclusive', 'exclusive', ['exclusiveRunning blocks']],
    ['exclusive', 'ordinary', ['exclusiveRunning blocks']],
    ['sole', 'ordinary', ['exclusiveRunning blocks']],
    ['exclusive', 'transfer', ['exclusiveRunning warns']],
    ['exclusive', 'other', ['exclusiveRunning warns']],
    ['ordinary', 'exclusive', ['licencesRunning blocks']],
    ['ordinary', 'sole', ['licencesRunning blocks']],
    ['ordinary', 'equity', ['licencesRunning warns']],
    ['ordinary', 'ordinary', []],
    ['ordinary', 'other', []],
    ['financing', 'transfer', []],
    ['other', 'exclusive', []],
  ])('with %s in it says to %s: %j', (taken, wanted, findings) => {
    expect(say(bookOf(taken), wanted)).toEqual(findings);
  });

  it('lets a licence stand that was there before the patent was sold, but not one after', () => {
    const book = bookOf('exclusive', 'transfer');
    expect(say(book, 'exclusive', 'exclusive 0')).toEqual([]);
    expect(say(book, 'transfer', 'transfer 1')).toEqual(['exclusiveRunning warns']);
    expect(say(book, 'exclusive')).toEqual(['alreadyTransferred blocks', 'exclusiveRunning blocks']);
  });

  it('frees what a contract took when it ends, and only that', () => {
    const book = bookOf('ordinary', 'ordinary');
    expect(say(released(book, 'ordinary 0'), 'exclusive')).toEqual(['licencesRunning blocks']);
    expect(say(released(released(book, 'ordinary 0'), 'ordinary 1'), 'exclusive')).toEqual([]);
  });

  it('never holds two rights that exclude each other when only what nothing blocks is entered', () => {
    const kinds = Object.keys(terms) as Kind[]; // the keys of the object above
    const step = fc.record({ kind: fc.constantFrom(...kinds), ends: fc.boolean(), which: fc.nat(9) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let book = empty;
        steps.forEach(({ kind, ends, which }, n) => {
          const old = book.entries[which % Math.max(book.entries.length, 1)];
          if (ends && old) book = released(book, old.contractId);
          else if (findingsIn(book, `c${n}`, terms[kind]).every(({ severity }) => severity === 'warns')) {
            book = entered(entered(book, `c${n}`, terms[kind]), `c${n}`, terms[kind]);
          }
        });
        const taken = book.entries.map(({ takes }) => takes);
        expect(taken.filter((one) => one === 'title').length).toBeLessThanOrEqual(1);
        expect(taken.indexOf('title') === -1 || taken.indexOf('title') === taken.length - 1).toBe(true);
        const licences = taken.filter((one) => one !== 'title');
        expect(licences.length <= 1 || licences.every((one) => one === 'ordinary')).toBe(true);
        expect(new Set(book.entries.map(({ contractId }) => contractId)).size).toBe(book.entries.length);
      }),
    );
    expect(takingOf(terms.financing)).toBeNull();
  });
});
