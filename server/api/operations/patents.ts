import { z } from 'zod';
import { ownPatentSorts } from '../../domain/own-sorts.ts';
import { holderRelations } from '../../domain/patents/listing.ts';
import { namingFields } from '../../domain/patents/corrections.ts';
import { leastParts } from '../../domain/patents/least.ts';
import { listingStates } from '../../domain/patents/listing-process.ts';
import { dealRoutes, legalStatuses } from '../../domain/patents/patent-content.ts';
import { patentTypes } from '../../domain/patents/patent-type.ts';
import { dormancyReasons } from '../../domain/patents/dormancy.ts';
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
import { timeline } from '../timeline.ts';

const name = z.string().trim().min(1).max(300);
const names = z.array(name).max(200);
const number = z.string().trim().max(40);
const symbols = z.array(z.string().trim().min(1).max(40)).max(200);

const title = z.string().trim().min(1).max(500);

/** The optional fields of an entry; numbers and symbols in any usual spelling. */
const entry = {
  abstract: longText.nullish(),
  mainClaim: longText.nullish(),
  translatedTitle: title.nullish(),
  translatedAbstract: longText.nullish(),
  applicationNumber: number.nullish(),
  publicationNumber: number.nullish(),
  type: z.enum(patentTypes).nullish(),
  holders: names.nullish(),
  inventors: names.nullish(),
  ipc: symbols.nullish(),
  locarno: symbols.nullish(),
  filedOn: date.nullish(),
  publishedOn: date.nullish(),
  grantedOn: date.nullish(),
  legalStatus: z.enum(legalStatuses).nullish(),
  keywords: names.nullish(),
  industry: name.nullish(),
  maturity: z.int().min(1).max(9).nullish(),
  routes: z.array(z.enum(dealRoutes)).max(dealRoutes.length).nullish(),
  askingPrice: positiveMoney.nullish(),
  region: name.nullish(),
};

/** The steps that people may take; the others are the system's. */
export const listingSteps = [
  'submit',
  'approveInFaculty',
  'approveInSchool',
  'sendBack',
  'assess',
  'publish',
  'confirm',
  'withdraw',
] as const;

const dormancy = z.discriminatedUnion('isDormant', [
  z.strictObject({ isDormant: z.literal(true), since: date, clockStartedOn: date }),
  z.strictObject({ isDormant: z.literal(false), because: z.enum(dormancyReasons), dormantFrom: date.nullable() }),
]);

/** A listing; unknown fields are null. `allowed`: the commands that the caller may give now. */
const patent = z.strictObject({
  id,
  version,
  organisation: party,
  state: z.enum(listingStates),
  title: z.string(),
  abstract: z.string().nullable(),
  mainClaim: z.string().nullable(),
  /** In the other language. */
  translatedTitle: z.string().nullable(),
  translatedAbstract: z.string().nullable(),
  applicationNumber: z.string().nullable(),
  publicationNumber: z.string().nullable(),
  type: z.enum(patentTypes).nullable(),
  holders: z.array(z.string()),
  /** Whether the organisation that lists the patent is one of its named holders. */
  holder: z.enum(holderRelations),
  inventors: z.array(z.string()),
  ipc: z.array(z.string()),
  locarno: z.array(z.string()),
  filedOn: date.nullable(),
  publishedOn: date.nullable(),
  grantedOn: date.nullable(),
  legalStatus: z.enum(legalStatuses).nullable(),
  legalStatusText: z.string().nullable(),
  keywords: z.array(z.string()),
  industry: z.string().nullable(),
  maturity: z.int().nullable(),
  routes: z.array(z.enum(dealRoutes)),
  askingPrice: positiveMoney.nullable(),
  region: z.string().nullable(),
  /** Computed from type and filing date (专利法 第四十二条). */
  term: z
    .strictObject({ lastDay: date, endsOn: date, remainingDays: z.int(), remainingMonths: z.int(), source: z.string() })
    .nullable(),
  dormancy,
  publishedAt: instant.nullable(),
  /** By when it must be confirmed to stay public. */
  deadline: deadline.nullable(),
  /** What it lacks to be published. */
  lacks: z.array(z.enum(leastParts)),
  allowed: z.array(z.string()),
});

/** What a time line shows of each event of a listing. */
export const shownOfPatent = {
  'patent.created': {},
  'patent.revised': { fields: z.array(z.string()), corrected: z.array(z.enum(namingFields)).optional() },
  'patent.stepped': {
    step: z.string(),
    from: z.enum(listingStates),
    to: z.enum(listingStates),
  },
} as const;

const params = z.strictObject({ patentId: id });
const editors = { roles: ['editor'] } as const;

named({ Dormancy: dormancy, Patent: patent });

export const patentsOperations = {
  'patents.list': operation({
    summary: 'The public store: patents on offer, the latest first',
    method: 'get',
    path: '/api/patents',
    who: 'anyone',
    query: z.strictObject({
      ...page,
      type: z.enum(patentTypes).optional(),
      /** A subclass, or the beginning of a longer symbol: `H01M`, `H01M 10/`. */
      ipc: z
        .string()
        .trim()
        .toUpperCase()
        .regex(/^[A-H]\d{2}[A-Z]( \d{1,4}(\/\d{0,6})?)?$/)
        .optional(),
      organisationId: id.optional(),
    }),
    out: list(patent),
  }),
  'patents.get': operation({
    summary: 'One patent: anybody sees it while it is public, its organisation always',
    method: 'get',
    path: '/api/patents/:patentId',
    who: 'anyone',
    params,
    out: patent,
  }),
  'patents.mine': operation({
    summary: 'All patents that my organisation holds here, in any state, the latest entered first',
    method: 'get',
    path: '/api/patents/mine',
    who: { members: 'all' },
    query: z.strictObject({
      ...page,
      state: z.enum(listingStates).optional(),
      holder: z.enum(holderRelations).optional(),
      /** A part of the title, the application number or the publication number. */
      text: z.string().trim().max(200).optional(),
      sort: z.enum(ownPatentSorts).default('latest'),
    }),
    out: list(patent),
  }),
  'patents.timeline': operation({
    summary: 'What happened to a listing of my organisation, in order; corrections with their reasons',
    method: 'get',
    path: '/api/patents/:patentId/timeline',
    who: { members: 'all', also: 'of the organisation that lists it' },
    params,
    query: z.strictObject(page),
    out: timeline(shownOfPatent),
  }),
  'patents.counts': operation({
    summary: 'How many patents my organisation holds here in each state',
    method: 'get',
    path: '/api/patents/counts',
    who: { members: 'all' },
    out: z.strictObject({ states: z.array(z.strictObject({ state: z.enum(listingStates), count: z.int() })) }),
  }),
  'patents.create': operation({
    summary: 'Enter a patent as a draft',
    method: 'post',
    path: '/api/patents',
    changes: ['patents'],
    who: editors,
    body: z.strictObject({ ...create, title, ...entry }),
    out: outcome,
  }),
  'patents.revise': operation({
    summary: 'Change what a listing says: absent leaves a field, null clears it',
    method: 'patch',
    path: '/api/patents/:patentId',
    changes: ['patents', 'search.patents', 'matches'],
    who: { ...editors, also: 'of the organisation that lists it' },
    params,
    body: z.strictObject({
      ...{ ...command, title: title.optional(), ...entry },
      /** Why title or numbers were wrong; needed to correct them once the listing is no draft. */
      reason: z.string().trim().min(1).max(500).optional(),
    }),
    out: outcome,
  }),
  'patents.step': operation({
    summary: 'Move a listing on: submit, review, assess, publish, confirm, withdraw',
    method: 'post',
    path: '/api/patents/:patentId/step',
    changes: ['patents', 'search.patents', 'matches'],
    who: { roles: ['editor', 'reviewer'], also: 'in the part that the step is for, of the organisation that lists it' },
    params,
    body: z.strictObject({ ...command, step: z.enum(listingSteps) }),
    out: outcome,
  }),
  'patents.stepMany': operation({
    summary: 'The same step for up to 500 listings of my organisation, or for none of them if one cannot take it',
    method: 'post',
    path: '/api/patents/step-many',
    changes: ['patents', 'search.patents', 'matches'],
    who: {
      roles: ['editor', 'reviewer'],
      also: 'in the part that the step is for, of the organisation that lists them',
    },
    body: z.strictObject({ ...create, patentIds: z.array(id).min(1).max(500), step: z.enum(listingSteps) }),
    out: outcome,
  }),
} as const;
