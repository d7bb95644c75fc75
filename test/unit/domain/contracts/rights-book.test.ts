import fc from 'fast-check';
import type { ContractTerms } from '../../../../server/domain/contracts/terms.ts';
import { licence, transfer } from '../../../support/contract-examples.ts';
import { entered, findingsIn, released, type RightsBook } from '../../../../server/domain/contracts/rights-book.ts';

const inCountry = { codes: ['000000'], words: '全国' };
const terms = {
  transfer,
  equity: { ...transfer, route: 'equity', equityShare: 800 },
  exclusive: { ...licence, exclusivity: 'exclusive' },
  sole: { ...licence, exclusivity: 'sole', territory: { codes: ['330000'], words: '浙江' } },
  ordinary: { ...licence, territory: inCountry },
  financing: { ...transfer, route: 'financing' },
  other: { ...transfer, route: 'other' },
} as const satisfies Record<string, ContractTerms>;
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

  it('keeps licences of other places apart, but not from whoever takes the title', () => {
    const there = { ...terms.exclusive, territory: { codes: ['320000', 'DE'], words: '江苏、德国' } };
    const book = bookOf('sole');
    expect(findingsIn(book, 'mine', there)).toEqual([]);
    expect(findingsIn(book, 'mine', { ...there, territory: { codes: ['330100'], words: '杭州' } })).toHaveLength(1);
    expect(findingsIn(book, 'mine', { ...terms.transfer, territory: there.territory })).toHaveLength(1);
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
        expect(licences.length <= 1 || licences.every((one) => one === 'use')).toBe(true);
        expect(new Set(book.entries.map(({ contractId }) => contractId)).size).toBe(book.entries.length);
      }),
    );
  });
});
