import { z } from 'zod';
import { needVisibilities } from '../../domain/needs/need.ts';
import { patentTypes } from '../../domain/patents/patent-type.ts';
import { dealRoutes, legalStatuses } from '../../domain/patents/patent-content.ts';
import { date, id, money, named, page, instant } from '../common.ts';
import { operation } from '../operation.ts';

/** A query field with one or several values, any of which matches. */
const anyOf = <Item extends z.ZodType<string>>(item: Item) =>
  z
    .union([item, z.array(item).max(50)])
    .transform((value): z.output<Item>[] => (Array.isArray(value) ? value : [value]))
    .optional();

const text = z.string().trim().max(500).default('');
/** A section, a class or a subclass of the IPC: `H`, `H01`, `H01M`. */
const ipc = anyOf(z.string().regex(/^[A-H](\d{2}[A-Z]?)?$/));
const region = anyOf(z.string().max(100));
/** Whole yuan. */
const yuan = z.coerce.number().min(0).max(1e15).optional();
const level = z.coerce.number().int().min(1).max(9).optional();

/** An excerpt of a field as a sequence of plain texts; `isMatch`: the words that were found. */
const snippets = z.array(
  z.strictObject({
    field: z.string(),
    parts: z.array(z.strictObject({ text: z.string(), isMatch: z.boolean() })),
  }),
);

const found = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    items: z.array(item),
    nextCursor: z.string().nullable(),
    /** Number of hits; with Meilisearch 10,000 stands for that many or more. */
    total: z.int(),
    /**
     * Number of hits per value; of a facet in the filter counted without that filter, so that more values can be
     * chosen. Empty with a cursor: the first page has them.
     */
    facets: z.record(z.string(), z.array(z.strictObject({ value: z.string(), count: z.int() }))),
    /** So many of the first have every word of the query, as typed or in other words; the others lack some. */
    complete: z.int(),
    /** Words of the query, as typed, that some of the others lack. */
    dropped: z.array(z.string()),
    engine: z.enum(['meilisearch', 'builtin']),
  });

const foundPatent = z.strictObject({
  id,
  title: z.string(),
  type: z.enum(patentTypes).nullable(),
  applicationNumber: z.string().nullable(),
  publicationNumber: z.string().nullable(),
  holders: z.array(z.string()),
  organisationId: id,
  ipc: z.array(z.string()),
  filedOn: date.nullable(),
  /** The last day of its term. */
  expiresOn: date.nullable(),
  remainingMonths: z.int().nullable(),
  legalStatus: z.enum(legalStatuses).nullable(),
  routes: z.array(z.enum(dealRoutes)),
  maturity: z.int().nullable(),
  askingPrice: money.nullable(),
  industry: z.string().nullable(),
  region: z.string().nullable(),
  isPublic: z.boolean(),
  snippets,
});

const foundNeed = z.strictObject({
  id,
  title: z.string(),
  /** Null for an anonymous need of another organisation. */
  company: z.string().nullable(),
  organisationId: id.nullable(),
  visibility: z.enum(needVisibilities),
  ipc: z.array(z.string()),
  industry: z.string().nullable(),
  region: z.string().nullable(),
  routes: z.array(z.enum(dealRoutes)),
  minimumMaturity: z.int().nullable(),
  budgetFrom: money.nullable(),
  budgetTo: money.nullable(),
  wantedBy: date.nullable(),
  /** Since when it is open. */
  openedAt: instant,
  snippets,
});

named({ Snippets: snippets, FoundPatent: foundPatent, FoundNeed: foundNeed });

export const searchOperations = {
  'search.patents': operation({
    summary:
      'Find patents by words, numbers, names and filters; without sign-in what is listed, for members what their own organisation holds as well. The most relevant first',
    method: 'get',
    path: '/api/search/patents',
    cost: 'heavy',
    who: 'anyone',
    query: z.strictObject({
      ...page,
      text,
      ipc,
      type: anyOf(z.enum(patentTypes)),
      route: anyOf(z.enum(dealRoutes)),
      status: anyOf(z.enum(legalStatuses)),
      region,
      industry: anyOf(z.string().max(100)),
      holder: anyOf(z.string().max(300)),
      organisationId: id.optional(),
      maturityFrom: level,
      maturityTo: level,
      priceFrom: yuan,
      priceTo: yuan,
      /** Months left of the term, at least. */
      remainingMonths: z.coerce.number().int().min(0).max(240).optional(),
      sort: z.enum(['relevance', 'newest', 'priceUp', 'priceDown', 'remainingLife', 'maturity']).default('relevance'),
    }),
    out: found(foundPatent),
  }),
  'search.needs': operation({
    summary:
      'Find needs by words and filters; without sign-in what is public, for members what their organisation has or was shown as well. The most relevant first',
    method: 'get',
    path: '/api/search/needs',
    cost: 'heavy',
    who: 'anyone',
    query: z.strictObject({
      ...page,
      text,
      ipc,
      route: anyOf(z.enum(dealRoutes)),
      region,
      industry: anyOf(z.string().max(100)),
      organisationId: id.optional(),
      budgetFrom: yuan,
      budgetTo: yuan,
      /** Needs that accept this maturity (technology readiness level). */
      maturity: level,
      sort: z.enum(['relevance', 'newest', 'budgetDown', 'wantedSoon']).default('relevance'),
    }),
    out: found(foundNeed),
  }),
} as const;
