import { z } from 'zod';
import { ownSorts } from '../../domain/own-sorts.ts';
import { needVisibilities } from '../../domain/needs/need.ts';
import { needStates } from '../../domain/needs/need-process.ts';
import { dealRoutes } from '../../domain/patents/patent-content.ts';
import {
  command,
  create,
  date,
  deadline,
  id,
  instant,
  list,
  longText,
  named,
  outcome,
  page,
  party,
  positiveMoney,
  version,
} from '../common.ts';
import { operation } from '../operation.ts';
import { understood } from '../understood.ts';

const name = z.string().trim().min(1).max(300);
const title = z.string().trim().min(1).max(500);
const description = longText.min(1);

/** The optional fields of an entry. */
const entry = {
  reference: z.string().trim().max(100).nullish(),
  company: name.nullish(),
  ipc: z.array(z.string().trim().min(1).max(40)).max(100).nullish(),
  keywords: z.array(name).max(100).nullish(),
  industry: name.nullish(),
  region: name.nullish(),
  routes: z.array(z.enum(dealRoutes)).max(dealRoutes.length).nullish(),
  minimumMaturity: z.int().min(1).max(9).nullish(),
  budgetFrom: positiveMoney.nullish(),
  budgetTo: positiveMoney.nullish(),
  wantedBy: date.nullish(),
};
const audience = {
  visibility: z.enum(needVisibilities),
  /** With `targeted`: the organisations that see the need. */
  invited: z.array(id).max(200),
};

/** The steps that people may take; the others are the system's. */
export const needSteps = ['submit', 'approve', 'sendBack', 'publish', 'confirm', 'reopen', 'close', 'solve'] as const;

/** Readings that whoever wrote the text took away, by their keys. */
const notMeant = z.array(z.string().max(200)).max(100);

/** A need as the caller sees it; unknown fields are null, and so is the owner of an anonymous need. */
const need = z.strictObject({
  id,
  version,
  organisation: party.nullable(),
  state: z.enum(needStates),
  title: z.string(),
  description: z.string(),
  reference: z.string().nullable(),
  company: z.string().nullable(),
  ipc: z.array(z.string()),
  keywords: z.array(z.string()),
  industry: z.string().nullable(),
  region: z.string().nullable(),
  routes: z.array(z.enum(dealRoutes)),
  minimumMaturity: z.int().nullable(),
  budgetFrom: positiveMoney.nullable(),
  budgetTo: positiveMoney.nullable(),
  wantedBy: date.nullable(),
  /** What its text says beside its fields, which win; without what its organisation took away. */
  understood: z.array(understood),
  /** Empty for others than the need's own organisation. */
  notMeant: z.array(z.string()),
  visibility: z.enum(needVisibilities),
  /** Only for the need's own organisation, else null. */
  invited: z.array(id).nullable(),
  openedAt: instant.nullable(),
  /** By when it must be confirmed to stay open; null also for whoever may not know whose need it is. */
  deadline: deadline.nullable(),
  allowed: z.array(z.string()),
});

const params = z.strictObject({ needId: id });

named({ Need: need });

export const needsOperations = {
  'needs.list': operation({
    summary: 'Open needs that I may see, the latest first',
    method: 'get',
    path: '/api/needs',
    who: 'anyone',
    query: z.strictObject(page),
    out: list(need),
  }),
  'needs.get': operation({
    summary: 'One need: as its visibility allows while it is open, its organisation always',
    method: 'get',
    path: '/api/needs/:needId',
    who: 'anyone',
    params,
    out: need,
  }),
  'needs.mine': operation({
    summary: 'All needs of my organisation, in any state, the latest entered first',
    method: 'get',
    path: '/api/needs/mine',
    who: { members: 'all' },
    query: z.strictObject({ ...page, state: z.enum(needStates).optional(), sort: z.enum(ownSorts).default('latest') }),
    out: list(need),
  }),
  'needs.counts': operation({
    summary: 'How many needs my organisation has in each state',
    method: 'get',
    path: '/api/needs/counts',
    who: { members: 'all' },
    out: z.strictObject({ states: z.array(z.strictObject({ state: z.enum(needStates), count: z.int() })) }),
  }),
  'needs.understand': operation({
    summary:
      'What a text that is being written says: conditions and figures with the words they come from, and a title',
    method: 'post',
    path: '/api/needs/understand',
    changes: [],
    who: 'signedIn',
    body: z.strictObject({ text: longText }),
    out: z.strictObject({ title: z.string(), understood: z.array(understood) }),
  }),
  'needs.create': operation({
    summary: 'Enter a need as a draft',
    method: 'post',
    path: '/api/needs',
    changes: ['needs'],
    who: { roles: ['editor'] },
    body: z.strictObject({
      ...create,
      title,
      description,
      ...entry,
      visibility: audience.visibility.default('public'),
      invited: audience.invited.default([]),
      notMeant: notMeant.default([]),
    }),
    out: outcome,
  }),
  'needs.revise': operation({
    summary: 'Change what a need says or who sees it: absent leaves a field, null clears it',
    method: 'patch',
    path: '/api/needs/:needId',
    changes: ['needs', 'search.needs', 'matches'],
    who: { roles: ['editor'], also: 'of the organisation that has the need' },
    params,
    body: z.strictObject({
      ...command,
      title: title.optional(),
      description: description.optional(),
      ...entry,
      visibility: audience.visibility.optional(),
      invited: audience.invited.optional(),
      notMeant: notMeant.optional(),
    }),
    out: outcome,
  }),
  'needs.step': operation({
    summary: 'Move a need on: submit, review, publish, confirm, reopen, close, solve',
    method: 'post',
    path: '/api/needs/:needId/step',
    changes: ['needs', 'search.needs', 'matches'],
    who: {
      roles: ['editor', 'reviewer'],
      also: 'in the part that the step is for, of the organisation that has the need',
    },
    params,
    body: z.strictObject({ ...command, step: z.enum(needSteps) }),
    out: outcome,
  }),
} as const;
