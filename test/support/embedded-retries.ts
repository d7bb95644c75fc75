// Numbered writes of several sessions, repeated at random, between others and after a restart, against a plain model
// that runs each number once.
import { Binary, type Document, Long } from 'bson';
import fc from 'fast-check';
import { InsideStore } from './embedded-inside.ts';

type Step =
  | { readonly what: 'write'; readonly session: number; readonly kind: number; readonly id: number }
  | { readonly what: 'repeat' | 'older'; readonly session: number }
  | { readonly what: 'plain'; readonly id: number }
  | { readonly what: 'restart' };

const session = fc.integer({ min: 1, max: 3 });
const id = fc.integer({ min: 0, max: 3 });
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ what: fc.constant('write' as const), session, kind: fc.nat(4), id }) },
    { weight: 5, arbitrary: fc.record({ what: fc.constant('repeat' as const), session }) },
    { weight: 1, arbitrary: fc.record({ what: fc.constant('older' as const), session }) },
    { weight: 2, arbitrary: fc.record({ what: fc.constant('plain' as const), id }) },
    { weight: 1, arbitrary: fc.constant<Step>({ what: 'restart' }) },
  ),
  { minLength: 10, maxLength: 40 },
);

/** A command, and its effect on documents `_id → n` with its answer. */
const write = (kind: number, id: number): { command: Document; model: (all: Map<number, number>) => Document } => {
  const add = (all: Map<number, number>, by: number): boolean => {
    const old = all.get(id);
    if (old !== undefined) all.set(id, old + by);
    return old !== undefined;
  };
  switch (kind) {
    case 0:
      return {
        command: { insert: 'c', documents: [{ _id: id, n: 1 }] },
        model: (all) => {
          if (all.has(id)) return { n: 0, writeErrors: [{ index: 0, code: 11000 }] };
          all.set(id, 1);
          return { n: 1 };
        },
      };
    case 1:
      return {
        command: { update: 'c', updates: [{ q: { _id: id }, u: { $inc: { n: 1 } } }] },
        model: (all) => (add(all, 1) ? { n: 1, nModified: 1 } : { n: 0, nModified: 0 }),
      };
    case 2:
      return {
        command: { findAndModify: 'c', query: { _id: id }, update: { $inc: { n: 10 } }, new: true },
        model: (all) => (add(all, 10) ? { value: { _id: id, n: all.get(id) } } : { value: null }),
      };
    case 3:
      return {
        command: { delete: 'c', deletes: [{ q: { _id: id }, limit: 1 }] },
        model: (all) => ({ n: Number(all.delete(id)) }),
      };
    default:
      return {
        command: { update: 'c', updates: [{ q: { _id: id }, u: { $inc: { n: 100 } }, upsert: true }] },
        model: (all) => {
          if (!add(all, 100)) all.set(id, 100);
          return { n: 1 };
        },
      };
  }
};

export const repeatsAreNoSecondWrites = async (runs: number): Promise<void> =>
  fc.assert(
    fc.asyncProperty(steps, async (list) => {
      const store = new InsideStore();
      const all = new Map<number, number>();
      const last = new Map<number, { number: number; command: Document; answer: Document }>();
      const lsid = (n: number) => ({ id: new Binary(Buffer.alloc(16, n), 4) });
      try {
        for (const step of list) {
          if (step.what === 'restart') store.restart();
          else if (step.what === 'plain') {
            const { command, model } = write(1, step.id);
            expect(await store.ask(command)).toMatchObject(model(all));
          } else if (step.what === 'write') {
            const { command, model } = write(step.kind, step.id);
            const number = (last.get(step.session)?.number ?? 0) + 1;
            const numbered = { ...command, lsid: lsid(step.session), txnNumber: Long.fromNumber(number) };
            const answer = await store.ask(numbered);
            expect(answer).toMatchObject({ ok: 1, ...model(all) });
            last.set(step.session, { number, command: numbered, answer });
          } else {
            const before = last.get(step.session);
            if (!before) continue;
            if (step.what === 'repeat') {
              const { operationTime: _, ...answer } = before.answer;
              expect(await store.ask(before.command)).toMatchObject(answer);
            } else {
              const older = { ...before.command, txnNumber: Long.fromNumber(before.number - 1) };
              expect(await store.ask(older)).toMatchObject({ ok: 0, code: 225 });
            }
          }
        }
        const found = (await store.ask({ find: 'c', sort: { _id: 1 } }))['cursor'] as { firstBatch: Document[] };
        expect(found.firstBatch).toEqual([...all].sort(([a], [b]) => a - b).map(([_id, n]) => ({ _id, n })));
      } finally {
        store.close();
      }
    }),
    { numRuns: runs },
  );
