import { z } from 'zod';
import { command, outcome, version } from '../common.ts';
import { operation } from '../operation.ts';

const settings = { patents: z.boolean(), needs: z.boolean() };

export const reviewsOperations = {
  'reviews.get': operation({
    summary: 'Whether my organisation reviews its patents, and its needs, before others see them',
    method: 'get',
    path: '/api/reviews',
    who: { members: 'all' },
    out: z.strictObject({ version, ...settings }),
  }),
  'reviews.choose': operation({
    summary: 'Decide whether patents (by faculty and school) and needs are reviewed before others see them',
    method: 'put',
    path: '/api/reviews',
    changes: ['reviews', 'patents', 'needs'],
    who: { roles: ['admin'] },
    body: z.strictObject({ ...command, ...settings }),
    out: outcome,
  }),
} as const;
