import { z } from 'zod';
import { parameterKeys } from '../../domain/parameters.ts';
import { create, date, id, knownPlace, outcome, place } from '../common.ts';
import { operation } from '../operation.ts';

const value = z.union([z.number(), z.string().max(40)]);

export const parametersOperations = {
  'parameters.list': operation({
    summary: 'Thresholds and day counts: what holds where and since when, with its source',
    method: 'get',
    path: '/api/parameters',
    who: 'anyone',
    out: z.strictObject({
      items: z.array(
        z.strictObject({
          key: z.enum(parameterKeys),
          what: z.string(),
          values: z.array(z.strictObject({ id: id.nullable(), place, effectiveFrom: date, value, source: z.string() })),
        }),
      ),
    }),
  }),
  'parameters.set': operation({
    summary: 'Set a parameter for a place from a day on; what held before stays on record',
    method: 'post',
    path: '/api/parameters',
    changes: ['parameters'],
    who: { kinds: ['authority'], roles: ['reviewer'], administrator: true, also: 'for its own place' },
    body: z.strictObject({
      ...create,
      key: z.enum(parameterKeys),
      place: knownPlace,
      effectiveFrom: date,
      value,
      source: z.string().trim().min(1).max(300),
    }),
    out: outcome,
  }),
} as const;
