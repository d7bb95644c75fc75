import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonical } from '../../../server/platform/events/chain.ts';

/** Texts of all planes, with what is escaped, and keys whose order as code points is not their order as code units. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('"', '\\', '/', '\u0000', '\u001f', '\u007f', '\u2028', '专', '\uffff', '\u{10000}', '😀'),
  }),
);
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium' },
    fc.constantFrom(null, true, false),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    text,
    fc.array(tie('value')),
    fc.dictionary(text, fc.option(tie('value'), { nil: undefined })),
  ),
})).value;

describe('the canonical text of a value', () => {
  it('is byte for byte that of another implementation of RFC 8785', () => {
    fc.assert(
      fc.property(value, (it) => expect(canonical(it)).toBe(canonicalize(it))),
      { numRuns: 2_000 },
    );
  });

  it('survives JSON', () => {
    fc.assert(fc.property(value, (it) => expect(canonical(JSON.parse(canonical(it)))).toBe(canonical(it))));
  });

  it('orders keys by UTF-16 code units and leaves out what is undefined', () => {
    expect(canonical({ '\uffff': 1, '\u{10000}': 2, b: 3, B: 4, 10: 5, 9: 6, a: undefined })).toBe(
      '{"10":5,"9":6,"B":4,"b":3,"\u{10000}":2,"\uffff":1}',
    );
  });

  it.each(['\ud800', 'a\udc00', '\udc00\ud800'])(
    'refuses half a surrogate pair, in a text and in a key (%j)',
    (half) => {
      expect(() => canonical({ value: half })).toThrow(TypeError);
      expect(() => canonical({ [half]: 1 })).toThrow(TypeError);
    },
  );

  it('refuses what JSON would change', () => {
    for (const value of [Number.NaN, Infinity, 10n, () => 1, Symbol('x'), new Date(0), [undefined], [1, , 2]])
      expect(() => canonical({ value })).toThrow(TypeError);
  });
});
