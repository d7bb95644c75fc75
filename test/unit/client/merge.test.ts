import { join } from 'node:path';
import fc from 'fast-check';

type Fields = Readonly<Record<string, string | null | readonly string[]>>;
type Difference = Readonly<{ isOpen: boolean; was: unknown; typed: unknown }>;
type Edit = Readonly<{
  version: number;
  seen: Fields;
  mine: Fields;
  differences: Readonly<Record<string, Difference>>;
  taken: Fields;
}>;
/** Loaded by path, for its types are the browser's. */
const load = async () =>
  (await import(join('..', '..', '..', 'client', 'lib', 'merge.ts'))) as {
    mergeFields: (
      base: Fields,
      mine: Fields,
      theirs: Fields,
    ) => { fields: Fields; taken: string[]; conflicts: string[] };
    begun: (version: number, fields: Fields) => Edit;
    caughtUp: (edit: Edit, version: number, theirs: Fields, takes?: 'untouched' | 'nothing') => Edit;
    typed: (edit: Edit, mine: Fields) => Edit;
    chosen: (edit: Edit, field: string, side: 'mine' | 'theirs') => Edit;
    isSettled: (edit: Edit) => boolean;
  };

const names = ['title', 'words'] as const;
const value = fc.oneof(fc.constantFrom('', 'a', 'b', 'c'), fc.constant(null), fc.constantFrom([], ['a'], ['a', 'b']));
const fields: fc.Arbitrary<Fields> = fc.record({ title: value, words: value });
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

test('of each field stands what the one side made of it that changed it; what both changed is mine until one chooses', async () => {
  const { mergeFields } = await load();
  fc.assert(
    fc.property(fields, fields, fields, (base, mine, theirs) => {
      const merged = mergeFields(base, mine, theirs);
      for (const name of names) {
        const [was, my, their] = [base[name], mine[name], theirs[name]];
        const isConflict = !same(was, my) && !same(was, their) && !same(my, their);
        expect(merged.conflicts.includes(name)).toBe(isConflict);
        expect(merged.taken.includes(name)).toBe(same(was, my) && !same(was, their));
        expect(merged.fields[name]).toEqual(same(was, my) ? their : my);
      }
      // the other way round the same fields are in conflict, and without one the outcome is the same
      const turned = mergeFields(base, theirs, mine);
      expect(turned.conflicts).toEqual(merged.conflicts);
      if (merged.conflicts.length === 0) expect(turned.fields).toEqual(merged.fields);
    }),
  );
});

test('a form takes over what only the others changed, says so, and asks about the rest', async () => {
  const { begun, caughtUp, chosen, isSettled, typed } = await load();
  const first = { title: 'coating', price: '10', words: ['heat'] };
  const mine = typed(begun(1, first), { ...first, title: 'my coating' });
  const after = caughtUp(mine, 2, { title: 'their coating', price: '12', words: ['heat'] });
  expect(after.mine).toEqual({ title: 'my coating', price: '12', words: ['heat'] });
  expect(after.taken).toEqual({ price: '10' });
  expect(after.differences).toEqual({ title: { isOpen: true, was: 'coating', typed: 'my coating' } });
  expect(isSettled(after)).toBe(false);

  // typing back what it was does not make the form jump to theirs
  expect(typed(after, { ...after.mine, title: 'coating' }).mine['title']).toBe('coating');
  const theirs = chosen(after, 'title', 'theirs');
  expect([theirs.mine['title'], isSettled(theirs)]).toEqual(['their coating', true]);
  expect(chosen(theirs, 'title', 'mine').mine['title']).toBe('my coating');
  // one more version is asked about anew
  const kept = chosen(after, 'title', 'mine');
  expect(isSettled(caughtUp(kept, 3, { ...after.seen, title: 'their third' }))).toBe(false);
  // the same words on both sides are no difference to choose about
  expect(isSettled(caughtUp(after, 3, { ...after.seen, title: 'my coating' }))).toBe(true);
});

test('an answer takes over nothing by itself, not even where it was not touched', async () => {
  const { begun, caughtUp, chosen } = await load();
  const first = { title: 'licence', price: '10', words: [] };
  const after = caughtUp(begun(1, first), 2, { ...first, price: '12' }, 'nothing');
  expect(after.mine).toEqual(first);
  expect(after.differences).toEqual({ price: { isOpen: true, was: '10', typed: '10' } });
  expect(chosen(after, 'price', 'theirs').mine['price']).toBe('12');
});

type Step =
  | Readonly<{ kind: 'type' | 'others'; name: string; to: Fields[string] }>
  | Readonly<{ kind: 'choose'; name: string; side: 'mine' | 'theirs' }>
  | Readonly<{ kind: 'reload' }>;
const name = fc.constantFrom<string>(...names);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom('type' as const, 'others' as const), name, to: value }),
  fc.record({ kind: fc.constant('choose' as const), name, side: fc.constantFrom('mine' as const, 'theirs' as const) }),
  fc.record({ kind: fc.constant('reload' as const) }),
);

test.each(['untouched', 'nothing'] as const)(
  'whatever both sides do in whatever order, nothing typed is lost, and nothing of theirs is undone unseen (takes %s)',
  async (takes) => {
    const { begun, caughtUp, chosen, isSettled, typed } = await load();
    fc.assert(
      fc.property(fields, fc.array(step, { maxLength: 30 }), (start, steps) => {
        let [edit, theirs, version] = [begun(1, start), start, 1];
        const lastTyped: Record<string, unknown> = {};
        const agreed = new Set<string>(); // the others had the same words once
        for (const one of steps) {
          if (one.kind === 'others') {
            theirs = { ...theirs, [one.name]: one.to };
            edit = caughtUp(edit, ++version, theirs, takes);
          } else if (one.kind === 'type') {
            if (same(edit.mine[one.name], one.to)) continue; // no key was pressed
            edit = typed(edit, { ...edit.mine, [one.name]: one.to });
            lastTyped[one.name] = one.to;
            agreed.delete(one.name);
          } else if (one.kind === 'choose') {
            edit = chosen(edit, one.name, one.side);
          } else {
            edit = JSON.parse(JSON.stringify(edit)) as Edit;
          }
          for (const [field, text] of Object.entries(lastTyped)) {
            if (same(theirs[field], text)) agreed.add(field);
            const isThere = same(edit.mine[field], text) || same(edit.differences[field]?.typed, text);
            expect(isThere || agreed.has(field)).toBe(true);
          }
          expect(edit.seen).toEqual(theirs);
        }
        // what may be sent differs from theirs only where the user typed it or chose it
        if (!isSettled(edit) || takes === 'nothing') return;
        for (const field of names) if (!same(edit.mine[field], theirs[field])) expect(field in lastTyped).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  },
);

it.each([
  ['12万', '120000.00', true],
  ['1,200', '1200.0', true],
  ['1200', '1200.01', false],
  ['07', '7', false],
  ['一种电池', '一种电池壳', false],
])('an amount typed as %s and saved as %s is one value: %s', async (typedText, saved, isOne) => {
  const { mergeFields } = await load();
  const { conflicts } = mergeFields({ price: '5.00' }, { price: typedText }, { price: saved });
  expect(conflicts).toEqual(isOne ? [] : ['price']);
});
