import type { MemberRole, OrganisationKind } from '../../domain/actors.ts';
import type { AuthorityLevel } from '../../domain/jurisdiction.ts';
import type { OrganisationState } from '../../domain/organisations.ts';
import type { Language } from '../../domain/messages.ts';
import { anything, collection, type Database } from '../../platform/database/mongo.ts';
import { type PageQuery, pageOf, pagesOfIds } from '../../platform/database/page.store.ts';
import { saveVersioned, type Versioned } from '../../platform/database/versioned.store.ts';

export type StoredUser = Versioned & {
  email: string;
  passwordHash: string;
  displayName: string;
  /** As chosen; absent until then, and the language of the request holds. */
  language?: Language;
  isAdministrator: boolean;
  /**
   * Whether the address is this account's: an organisation has vouched for it, by an invitation or by being approved.
   * Any number of accounts that nobody has vouched for may share an address with it.
   */
  isConfirmed: boolean;
  /** When whoever reads mails to the address said that it is this account's; absent: nothing is sent to it but that question. */
  addressProvedAt?: Date;
  /** What the person agreed to, and when; absent in accounts from before it was asked, and the first administrator's. */
  consent?: Consent;
};
export type Consent = Readonly<{ version: string; at: Date }>;
export type StoredOrganisation = Versioned & {
  name: string;
  /** `foldedName` of the name: equal for names that look alike. */
  nameKey: string;
  kind: OrganisationKind;
  creditCode: string;
  place: string;
  level: AuthorityLevel | null;
  isSme: boolean;
  state: OrganisationState;
  /** What was said with the last decision on it. */
  decisionReason?: string;
  /** The licence that came with its registration; null or absent without one, and once it was refused. */
  licence?: Readonly<{ fileId: string; name: string }> | null;
  registeredAt: Date;
};
/** That a person belongs to an organisation, once a pair; kept after its end, for whom a past organisation concerns. */
export type StoredMembership = {
  _id: string;
  v: number;
  userId: string;
  organisationId: string;
  role: MemberRole;
  /** The unit (faculty, department, team) in which the role is held; null: in the whole organisation. */
  unitId: string | null;
  since: Date;
  until: Date | null;
};
/** A person's account beside all that decides what it may do. */
export type UserWithMemberships = Pick<StoredUser, '_id' | 'isAdministrator'> &
  Readonly<{ memberships: readonly StoredMembership[]; organisations: readonly StoredOrganisation[] }>;
const users = collection<StoredUser>(
  'users',
  {
    _id: String,
    v: Number,
    version: Number,
    email: String,
    passwordHash: String,
    displayName: String,
    language: String,
    isAdministrator: Boolean,
    isConfirmed: Boolean,
    addressProvedAt: Date,
    consent: anything,
  },
  [
    [{ email: 1, isConfirmed: -1, _id: -1 }],
    [
      { isConfirmed: 1, email: 1 },
      { unique: true, partialFilterExpression: { isConfirmed: true } },
    ],
  ],
);
const organisations = collection<StoredOrganisation>(
  'organisations',
  {
    _id: String,
    v: Number,
    version: Number,
    name: String,
    nameKey: String,
    kind: String,
    creditCode: String,
    place: String,
    level: String,
    isSme: Boolean,
    state: String,
    decisionReason: String,
    licence: anything,
    registeredAt: Date,
  },
  [[{ creditCode: 1, state: 1 }], [{ nameKey: 1, state: 1 }], [{ name: 1, _id: 1 }], [{ state: 1, place: 1 }]],
);
const memberships = collection<StoredMembership>(
  'memberships',
  {
    _id: String,
    v: Number,
    userId: String,
    organisationId: String,
    role: String,
    unitId: String,
    since: Date,
    until: Date,
  },
  [[{ userId: 1, organisationId: 1 }, { unique: true }], [{ organisationId: 1, until: 1, since: 1, _id: 1 }]],
);
const membershipId = (userId: string, organisationId: string): string => `${userId}:${organisationId}`;
/** What a list of organisations can be narrowed to. */
export type WantedOrganisations = Readonly<{
  state?: OrganisationState | undefined;
  kind?: OrganisationKind | undefined;
  places?: Places | undefined;
}>;
/** Codes of GB/T 2260 from and to which. */
type Places = Readonly<{ first: string; last: string }>;

/** So many accounts of one address are tried at sign-in; each costs the time of one password hash. */
export const mostAccountsOfAddress = 3;
/** Nobody acts for more organisations than a header can offer. */
const mostMemberships = 50;

/** People, organisations, and who belongs where. */
export function accountsStore(database: Database) {
  const models = {
    user: database.model(users),
    organisation: database.model(organisations),
    membership: database.model(memberships),
  };
  const membershipsOf = (userId: string) =>
    models.membership
      .find({ userId, until: null })
      .sort({ since: 1, _id: 1 })
      .limit(mostMemberships)
      .lean<StoredMembership[]>();
  const organisationOf = (id: string) => models.organisation.findById(id).lean<StoredOrganisation | null>();
  return {
    user: (id: string) => models.user.findById(id).lean<StoredUser | null>(),
    /**
     * An account with its memberships, see `memberships`, and the organisations of these: one question, as every request
     * and every command asks it. Undefined when there is no such account.
     */
    userWithMemberships: async (id: string): Promise<UserWithMemberships | undefined> => {
      const [found] = await models.user.aggregate<UserWithMemberships>([
        { $match: { _id: id } },
        { $project: { isAdministrator: 1 } },
        {
          $lookup: {
            from: memberships.name,
            as: 'memberships',
            pipeline: [
              { $match: { userId: id, until: null } },
              { $sort: { since: 1, _id: 1 } },
              { $limit: mostMemberships },
            ],
          },
        },
        {
          $lookup: {
            from: organisations.name,
            localField: 'memberships.organisationId',
            foreignField: '_id',
            as: 'organisations',
          },
        },
      ]);
      return found;
    },
    /** Several people by their ids. */
    users: async (ids: readonly string[]): Promise<ReadonlyMap<string, StoredUser>> => {
      const found = await models.user.find({ _id: { $in: [...ids] } }).lean<StoredUser[]>();
      return new Map(found.map((user) => [user._id, user]));
    },
    /** The accounts that a sign-in name may mean: the one that the address belongs to, then the newest of the others. */
    accountsOf: (email: string) =>
      models.user.find({ email }).sort({ isConfirmed: -1, _id: -1 }).limit(mostAccountsOfAddress).lean<StoredUser[]>(),
    confirmedUser: (email: string) => models.user.findOne({ email, isConfirmed: true }).lean<StoredUser | null>(),
    /** The account's address is its own from now on. */
    confirmUser: async (id: string): Promise<void> => {
      await models.user.updateOne({ _id: id }, { $set: { isConfirmed: true } });
    },
    /** The newest accounts with an address that nobody has vouched for. */
    unconfirmedUsers: (email: string) =>
      models.user.find({ email, isConfirmed: false }).sort({ _id: -1 }).limit(mostMemberships).lean<StoredUser[]>(),
    saveUser: (user: StoredUser) => saveVersioned(models.user, user),
    setLanguage: async (id: string, language: Language): Promise<void> => {
      await models.user.updateOne({ _id: id }, { $set: { language } });
    },
    hasAdministrator: async () => (await models.user.exists({ isAdministrator: true })) !== null,

    organisation: organisationOf,
    /** Several organisations by their ids. */
    organisations: async (ids: readonly string[]): Promise<ReadonlyMap<string, StoredOrganisation>> => {
      if (ids.length === 0) return new Map();
      const found = await models.organisation.find({ _id: { $in: [...ids] } }).lean<StoredOrganisation[]>();
      return new Map(found.map((organisation) => [organisation._id, organisation]));
    },
    /** Organisations by name. */
    organisationsPage: ({ state, kind, places }: WantedOrganisations, page: PageQuery) => {
      const place = places && { $gte: places.first, $lte: places.last };
      const filter = { ...(state ? { state } : {}), ...(kind ? { kind } : {}), ...(place ? { place } : {}) };
      return pageOf(models.organisation, filter, ['name', '_id'], page);
    },
    pagesOfOrganisationIds: () => pagesOfIds(models.organisation),
    /** The organisations of a range of places that wait for a decision. */
    pendingIn: async ({ first, last }: Places): Promise<string[]> => {
      const rows = await models.organisation
        .find({ state: 'pending', place: { $gte: first, $lte: last } }, { _id: 1 })
        .lean<{ _id: string }[]>();
      return rows.map(({ _id }) => _id);
    },
    /** The approved authorities of the nation, and those whose seat is in one of some ranges of places. */
    authoritiesIn: (places: readonly Places[]) =>
      models.organisation
        .find({
          ...{ state: 'approved', kind: 'authority' },
          $or: [{ level: 'national' }, ...places.map(({ first, last }) => ({ place: { $gte: first, $lte: last } }))],
        })
        .lean<StoredOrganisation[]>(),
    /** The approved authorities and centres with a seat in some places, and national authorities. */
    decidersIn: (places: readonly Places[]) =>
      models.organisation
        .find({
          ...{ state: 'approved', kind: { $in: ['authority', 'centre'] satisfies OrganisationKind[] } },
          $or: [{ level: 'national' }, ...places.map(({ first, last }) => ({ place: { $gte: first, $lte: last } }))],
        })
        .lean<StoredOrganisation[]>(),
    /** The organisation that holds a credit code. */
    approvedWithCode: (creditCode: string) =>
      models.organisation.findOne({ creditCode, state: 'approved' }).lean<StoredOrganisation | null>(),
    /** All organisations with one of some credit codes, in whatever state. */
    withCodes: (creditCodes: readonly string[]) =>
      models.organisation
        .find({ creditCode: { $in: [...creditCodes] } })
        .sort({ registeredAt: 1, _id: 1 })
        .limit(500)
        .lean<StoredOrganisation[]>(),
    /** The organisations that are approved or wait, with one of some names' keys. */
    withNameKeys: (nameKeys: readonly string[]) =>
      models.organisation
        .find({ nameKey: { $in: [...nameKeys] }, state: { $in: ['approved', 'pending'] } })
        .sort({ registeredAt: 1, _id: 1 })
        .limit(500)
        .lean<StoredOrganisation[]>(),
    saveOrganisation: (organisation: StoredOrganisation) => saveVersioned(models.organisation, organisation),

    /** The memberships of a person that have not ended, the oldest first. */
    memberships: membershipsOf,
    membership: (userId: string, organisationId: string) =>
      models.membership
        .findOne({ _id: membershipId(userId, organisationId), until: null })
        .lean<StoredMembership | null>(),
    /** The memberships of several people that have not ended. */
    membershipsOf: (userIds: readonly string[]) =>
      models.membership.find({ userId: { $in: [...userIds] }, until: null }).lean<StoredMembership[]>(),
    /** The memberships of an organisation that have not ended, the oldest first. */
    membersPage: (organisationId: string, page: PageQuery) =>
      pageOf(models.membership, { organisationId, until: null }, ['since', '_id'], page),
    /** Those of some people who belong to another organisation as well. */
    belongElsewhere: async (userIds: readonly string[], organisationId: string): Promise<ReadonlySet<string>> => {
      const elsewhere = { userId: { $in: [...userIds] }, organisationId: { $ne: organisationId }, until: null };
      const found = await models.membership.find(elsewhere, { userId: 1 }).lean();
      return new Set(found.map(({ userId }) => userId));
    },
    /** Begins a membership, also one that has ended before; one that runs stays as it is and answers false. */
    beginMembership: async (of: Pick<StoredMembership, 'userId' | 'organisationId' | 'role' | 'since'>) => {
      const _id = membershipId(of.userId, of.organisationId);
      const begun = { ...of, unitId: null, until: null };
      const again = await models.membership.updateOne({ _id, until: { $ne: null } }, { $set: begun });
      if (again.modifiedCount === 1) return true;
      if (await models.membership.exists({ _id })) return false;
      await models.membership.create([{ _id, v: 1, ...begun }]);
      return true;
    },
    /** Gives a membership another role; null ends it. */
    changeMembership: async (membership: StoredMembership, role: MemberRole | null, now: Date): Promise<void> => {
      await models.membership.updateOne({ _id: membership._id }, { $set: role ? { role } : { until: now } });
    },
    memberIds: (organisationId: string): Promise<string[]> =>
      models.membership.distinct('userId', { organisationId, until: null }),
    countAdmins: (organisationId: string) =>
      models.membership.countDocuments({ organisationId, role: 'admin', until: null }),

    /** Names of organisations and of people, for whoever shows them. */
    organisationNames: async (ids: readonly string[]): Promise<Map<string, string>> => {
      if (ids.length === 0) return new Map();
      const rows = await models.organisation.find({ _id: { $in: [...ids] } }, { name: 1 }).lean();
      return new Map(rows.map(({ _id, name }) => [_id, name]));
    },
    peopleNames: async (ids: readonly string[]): Promise<Map<string, string>> => {
      if (ids.length === 0) return new Map();
      const rows = await models.user.find({ _id: { $in: [...ids] } }, { displayName: 1 }).lean();
      return new Map(rows.map(({ _id, displayName }) => [_id, displayName]));
    },
  };
}

export type AccountsStore = ReturnType<typeof accountsStore>;
