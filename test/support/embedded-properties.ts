// Properties that hold for any documents, indexes and queries; the suite tries some, the long tests very many.
import { inspect } from 'node:util';
import fc from 'fast-check';
import type { Doc } from '../../server/embedded/values/bson.ts';
import { decode } from '../../server/embedded/values/bson-read.ts';
import { compileFilter } from '../../server/embedded/query/filter.ts';
import { parseSort, sortKey } from '../../server/embedded/query/sort.ts';
import { find } from '../../server/embedded/storage/find.ts';
import { compileUpdate } from '../../server/embedded/update/update.ts';
import type { Collection } from '../../server/embedded/storage/catalog.ts';
import type { Row } from '../../server/embedded/storage/pages.ts';
import type { View } from '../../server/embedded/storage/view.ts';
import { Transaction } from '../../server/embedded/storage/transaction.ts';
import { insertOne, remove, update } from '../../server/embedded/storage/writes.ts';
import { matchesByModel, orderByModel } from './embedded-model.ts';
import { changes, documents, filter, indexes, sort, withId } from './embedded-random.ts';
import { index, openStore, refusal } from './embedded-store.ts';

const apply = (
  view: View,
  c: Collection,
  steps: readonly (readonly [number, Doc | undefined])[],
  skip: Set<number>,
): void => {
  for (const [i, [id, change]] of steps.entries()) {
    if (skip.has(i)) continue;
    const query = { filter: new Map([['_id', id]]) };
    const failed = refusal(() => {
      if (change) update(view, c, query, compileUpdate(change, undefined, new Date(0)), { many: false, upsert: false });
      else remove(view, c, query);
    });
    if (failed) skip.add(i);
  }
};

/** Queries give the same answers with indexes as without, in order if sorted, in the store and in a transaction. */
export const indexesChangeNoAnswer = (runs: number, queries: number): void => {
  const { store, close } = openStore();
  let n = 0;
  try {
    fc.assert(
      fc.property(
        documents,
        indexes,
        changes,
        changes,
        fc.array(fc.record({ filter, sort, limit: fc.constantFrom(0, 0, 1, 3), skip: fc.constantFrom(0, 0, 2) }), {
          minLength: queries,
          maxLength: queries,
        }),
        (docs, specs, before, after, asked) => {
          const name = `c${n++}`;
          const [indexed, plain] = store.atomically(() => {
            let c = store.ensure('indexed', name);
            for (const [i, { key: k, ...options }] of specs.entries())
              c = store.createIndex(c, index(k, { ...options, name: `i${i}` }));
            const p = store.ensure('plain', name);
            const skip = new Set<number>();
            for (const [id, d] of docs.entries())
              if (!refusal(() => insertOne(store, c, withId(d, id)))) insertOne(store, p, withId(d, id));
            apply(store, c, before, skip);
            apply(store, p, before, skip);
            return [c, p];
          });
          const compareAll = (view: View): void => {
            for (const q of asked) {
              const run = (c: Collection): unknown => {
                let rows: Row[] = [];
                // a sort by two arrays is refused, with an index or without
                const refused = refusal(() => (rows = [...find(view, c, q)]));
                return (
                  refused ??
                  summary(
                    rows.map((row) => decode(row.bytes)),
                    q,
                  )
                );
              };
              expect(run(indexed)).toEqual(run(plain));
            }
            for (const i of indexed.indexes) {
              const listed = [...view.entries(indexed, i, { from: Buffer.alloc(0), to: null }, false)];
              const reversed = [...view.entries(indexed, i, { from: Buffer.alloc(0), to: null }, true)];
              expect(reversed.map((r) => r.rid).sort()).toEqual(listed.map((r) => r.rid).sort());
            }
          };
          compareAll(store);
          const transaction = new Transaction(store);
          try {
            const skip = new Set<number>();
            apply(transaction, indexed, after, skip);
            apply(transaction, plain, after, skip);
            compareAll(transaction);
            store.atomically(() => transaction.commit());
          } finally {
            transaction.end();
          }
          compareAll(store);
          store.atomically(() => {
            store.drop(indexed);
            store.drop(plain);
          });
        },
      ),
      { numRuns: runs },
    );
  } finally {
    close();
  }
};

/** The store's filters and its sort by one field agree with the model. */
export const answersAreTheModels = (runs: number): void => {
  const order = fc.record({ path: fc.constantFrom('a', 'd', 'e'), direction: fc.constantFrom<1 | -1>(1, -1) });
  fc.assert(
    fc.property(
      documents,
      fc.array(filter, { minLength: 40, maxLength: 40 }),
      fc.array(order, { minLength: 4, maxLength: 4 }),
      (given, filters, orders) => {
        const docs = given.map((d, id) => decode(withId(d, id)));
        for (const f of filters) {
          const { matches } = compileFilter(f);
          for (const d of docs) if (matches(d) !== matchesByModel(f, d)) throw new Error(shown('filter', f, d));
        }
        for (const o of orders) {
          const keyOf = sortKey([o]);
          for (const [x, y] of docs.map((d, i) => [d, docs[i + 1] ?? d] as const)) {
            const expected = orderByModel(x, y, o.path, o.direction);
            if (Buffer.compare(keyOf(x), keyOf(y)) !== expected + 0) throw new Error(shown(o.path, x, y));
          }
        }
      },
    ),
    { numRuns: runs },
  );
};

const shown = (...parts: unknown[]): string => inspect(parts, { depth: 9 });

/** With a sort: the sort keys in order and, without skip or limit, the ids. The order of equal documents is open. */
const summary = (docs: Doc[], q: { sort?: Doc | undefined; skip: number; limit: number }): unknown => {
  const ids = docs.map((d) => d.get('_id') as number).sort((a, b) => a - b); // given by the tests
  const cut = q.limit > 0 || q.skip > 0;
  if (!q.sort) return cut ? docs.length : ids;
  const order = sortKey(parseSort(q.sort));
  const keys = docs.map((d) => order(d).toString('hex'));
  return cut ? keys : { keys, ids };
};
