// Compares the store's updates, upserts, projections and groups with the models, on random documents.
import { inspect } from 'node:util';
import { Decimal128, Double } from 'bson';
import fc from 'fast-check';
import { type Doc, empty, isDoc, type Value } from '../../server/embedded/values/bson.ts';
import { decode } from '../../server/embedded/values/bson-read.ts';
import { encode } from '../../server/embedded/values/bson-write.ts';
import { StoreError } from '../../server/embedded/values/errors.ts';
import { group } from '../../server/embedded/pipeline/group.ts';
import { positionOf } from '../../server/embedded/query/position.ts';
import { compileProjection } from '../../server/embedded/query/projection.ts';
import { compileUpdate } from '../../server/embedded/update/update.ts';
import { seed } from '../../server/embedded/update/upsert.ts';
import { accumulateByModel, averageByModel, projectByModel, valueByModel } from './embedded-answer-model.ts';
import { compareByModel, matchesByModel, said } from './embedded-model.ts';
import { documents, filter, withId } from './embedded-random.ts';
import { itemFilter, positional, projections, updates } from './embedded-random-updates.ts';
import { positionByModel, Refused, seedByModel, updateByModel } from './embedded-update-model.ts';

const shown = (...parts: unknown[]): string => inspect(parts, { depth: 9 });

/** The outcome as bytes, so that types and field order count; `refused` for an error. */
const outcome = (work: () => Doc): string => {
  try {
    return encode(work()).toString('hex');
  } catch (error) {
    if (error instanceof StoreError || error instanceof Refused) return 'refused';
    throw error;
  }
};

const hold = (mine: string, model: string, ...parts: unknown[]): void => {
  const read = (hex: string): unknown => (hex === 'refused' ? hex : decode(Buffer.from(hex, 'hex')));
  if (mine !== model) throw new Error(shown(...parts, 'store', read(mine), 'model', read(model)));
};

/** Every update operator on random documents, with positions and array filters. */
export const updatesAreTheModels = (runs: number): void => {
  const asked = fc.array(fc.tuple(updates, positional, itemFilter), { minLength: 30, maxLength: 30 });
  fc.assert(
    fc.property(documents, asked, (docs, list) => {
      for (const [i, [u, filter, item]] of list.entries()) {
        const before = decode(withId(docs[i % docs.length] ?? empty(), 1));
        if (u.size === 0 || !matchesByModel(filter, before)) continue;
        const uses = [...u.values()].some((f) => isDoc(f) && [...f.keys()].some((path) => path.includes('$[y]')));
        const mine = outcome(() =>
          compileUpdate(u, uses ? [item] : undefined, new Date(0)).apply(decode(encode(before)), {
            inserting: false,
            position: () => positionOf(filter, before),
          }),
        );
        const model = outcome(() =>
          updateByModel(before, u, { position: positionByModel(filter, before), filters: new Map([['y', item]]) }),
        );
        hold(mine, model, before, u, filter, item);
      }
    }),
    { numRuns: runs },
  );
};

/** The initial documents of upserts. */
export const seedsAreTheModels = (runs: number): void =>
  fc.assert(
    fc.property(filter, (f) =>
      hold(
        outcome(() => seed(f)),
        outcome(() => seedByModel(f)),
        f,
      ),
    ),
    { numRuns: runs },
  );

/** Projections of find. */
export const projectionsAreTheModels = (runs: number): void => {
  const asked = fc.array(fc.tuple(projections, positional), { minLength: 30, maxLength: 30 });
  fc.assert(
    fc.property(documents, asked, (docs, list) => {
      for (const [i, [spec, filter]] of list.entries()) {
        const before = decode(withId(docs[i % docs.length] ?? empty(), 1));
        const isPositional = [...spec.keys()].some((path) => path.endsWith('.$'));
        if (isPositional && !matchesByModel(filter, before)) continue;
        const mine = outcome(() =>
          compileProjection(spec, { aggregation: false }).apply(
            before,
            undefined,
            isPositional ? positionOf(filter, before) : undefined,
          ),
        );
        hold(
          mine,
          outcome(() => projectByModel(before, spec, positionByModel(filter, before))),
          before,
          spec,
          filter,
        );
      }
    }),
    { numRuns: runs },
  );
};

const ACCUMULATORS = ['$sum', '$min', '$max', '$first', '$last', '$push', '$addToSet', '$count'];

/** `$group` by one field with every accumulator. */
export const groupsAreTheModels = (runs: number): void => {
  const path = fc.constantFrom('a', 'a.b', 'd', 'd.b', 'e', 'e', 'e', 'none');
  fc.assert(
    fc.property(
      fc.array(documents, { minLength: 1, maxLength: 3 }),
      fc.constantFrom('e', 'd', 'none'),
      path,
      (given, by, of) => {
        const docs = given.flat().map((d, id) => decode(withId(d, id)));
        const spec: Doc = new Map<string, Value>([
          ['_id', `$${by}`],
          ...[...ACCUMULATORS, '$avg'].map((op): [string, Value] => [
            op.slice(1),
            new Map([[op, op === '$count' ? empty() : `$${of}`]]),
          ]),
        ]);
        const groups: { id: Value; values: (Value | undefined)[] }[] = [];
        for (const d of docs) {
          const id = valueByModel(d, [by]) ?? null;
          let mine = groups.find((g) => compareByModel(g.id, id) === 0);
          if (!mine) groups.push((mine = { id, values: [] }));
          mine.values.push(valueByModel(d, of.split('.')));
        }
        const found = [...group(spec, new Map())(docs)];
        if (found.length !== groups.length) throw new Error(shown('groups', by, docs, found));
        for (const [i, row] of found.entries()) {
          const { id, values } = groups[i] ?? { id: null, values: [] };
          const one = (v: Value | undefined): Doc => new Map([['v', v ?? null]]);
          hold(
            outcome(() => one(row.get('_id'))),
            outcome(() => one(id)),
            by,
            docs,
          );
          for (const op of ACCUMULATORS) {
            const model = accumulateByModel(op, values);
            const answer = row.get(op.slice(1));
            // Decimals compare by value, regardless of trailing zeros.
            if (
              model &&
              !(
                answer instanceof Decimal128 &&
                model.says instanceof Decimal128 &&
                compareByModel(answer, model.says) === 0
              )
            )
              hold(
                outcome(() => one(answer)),
                outcome(() => one(model.says)),
                op,
                of,
                values,
              );
          }
          const [mean, answer] = [averageByModel(values), row.get('avg') ?? null];
          const near = answer === null || mean === null ? answer === mean : isNear(answer, mean);
          if (!near) throw new Error(shown('$avg', values, 'store', answer, 'model', mean));
        }
      },
    ),
    { numRuns: runs },
  );
};

const isNear = (
  answer: Value,
  { mean, about, isDecimal }: { mean: number; about: number; isDecimal: boolean },
): boolean => {
  if (isDecimal !== answer instanceof Decimal128) return false;
  const n = Number(answer instanceof Double ? answer.value : said(answer));
  return Object.is(n, mean) || Math.abs(n - mean) <= about * 1e-12;
};
