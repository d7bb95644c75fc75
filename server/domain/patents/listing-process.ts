import { type CommandOf, defineProcess, type RoleOf } from '../process.ts';

/** What a step depends on besides the state. */
export type ListingFacts = Readonly<{
  /** Listings are reviewed before they are published: by the faculty, then the school (domain rule b-6). */
  reviewsRequired: boolean;
  isReviewed: boolean;
  /** The right ended, so it cannot be offered. */
  isEnded: boolean;
  /** It has the least that a public listing needs: title, number, abstract (see `lackingIn`). */
  isComplete: boolean;
}>;

export const listingStates = [
  'draft',
  'facultyReview',
  'schoolReview',
  /** 基础库: held by the organisation, not shown to others. */
  'inStock',
  'selfAssessed',
  /** 资源库: public. */
  'published',
  'inTalks',
  'locked',
  'converted',
  'withdrawn',
  /** 过期待复核: not confirmed in time, no longer public. */
  'dueForReview',
  'lapsed',
] as const;
export type ListingState = (typeof listingStates)[number];

/**
 * The life of a patent listing (domain rules b-6 and b-11): 草稿 → 院审 → 校审 → 基础库 → 自评 → 资源库 → 洽谈中 → 锁定 →
 * 已转化 / 下架 / 过期待复核 / 失效. An organisation without reviews publishes straight from a draft.
 */
export const listingProcess = defineProcess({
  name: 'listing',
  initial: 'draft',
  states: listingStates,
  roles: ['supplier', 'facultyReviewer', 'schoolReviewer', 'system'],
  final: ['lapsed'],
  guards: {
    needsReview: ({ reviewsRequired }: ListingFacts) => reviewsRequired,
    mayBeShown: ({ isEnded, isComplete, reviewsRequired, isReviewed }: ListingFacts) =>
      !isEnded && isComplete && (!reviewsRequired || isReviewed),
  },
  after: { published: { days: 'listing.confirmEveryDays', counting: 'calendar', command: 'expireConfirmation' } },
  until: { term: 'lapse' },
  table: {
    revise: {
      by: ['supplier'],
      from: ['draft', 'inStock', 'selfAssessed', 'published', 'withdrawn', 'dueForReview'],
      to: [{ state: 'same' }],
    },
    submit: {
      by: ['supplier'],
      from: ['draft'],
      to: [{ state: 'facultyReview', when: 'needsReview' }, { state: 'inStock' }],
    },
    approveInFaculty: { by: ['facultyReviewer'], from: ['facultyReview'], to: [{ state: 'schoolReview' }] },
    approveInSchool: { by: ['schoolReviewer'], from: ['schoolReview'], to: [{ state: 'inStock' }] },
    sendBack: {
      by: ['facultyReviewer', 'schoolReviewer'],
      from: ['facultyReview', 'schoolReview'],
      to: [{ state: 'draft' }],
    },
    assess: { by: ['supplier'], from: ['inStock', 'selfAssessed'], to: [{ state: 'selfAssessed' }] },
    publish: {
      by: ['supplier'],
      from: ['draft', 'inStock', 'selfAssessed', 'withdrawn'],
      to: [{ state: 'published', when: 'mayBeShown' }],
    },
    confirm: {
      by: ['supplier'],
      from: ['published', 'dueForReview'],
      to: [{ state: 'published', when: 'mayBeShown' }],
      restarts: true,
    },
    withdraw: {
      by: ['supplier'],
      from: ['inStock', 'selfAssessed', 'published', 'dueForReview'],
      to: [{ state: 'withdrawn' }],
    },
    expireConfirmation: { by: ['system'], from: ['published'], to: [{ state: 'dueForReview' }] },
    startTalks: { by: ['system'], from: ['published', 'locked', 'converted'], to: [{ state: 'inTalks' }] },
    lock: { by: ['system'], from: ['published', 'inTalks', 'converted'], to: [{ state: 'locked' }] },
    /** From `converted`: the contract ended or is void. */
    release: { by: ['system'], from: ['inTalks', 'locked', 'converted'], to: [{ state: 'published' }] },
    convert: { by: ['system'], from: ['inTalks', 'locked'], to: [{ state: 'converted' }] },
    lapse: {
      by: ['system'],
      from: [
        'draft',
        'facultyReview',
        'schoolReview',
        'inStock',
        'selfAssessed',
        'published',
        'inTalks',
        'locked',
        'withdrawn',
        'dueForReview',
      ],
      to: [{ state: 'lapsed' }],
    },
  },
});
export type ListingRole = RoleOf<typeof listingProcess>;
export type ListingCommand = CommandOf<typeof listingProcess>;
