import type { ExpertProfile } from '../../domain/experts/expert.ts';
import type { ExpertInvitationState, ExpertState } from '../../domain/experts/expert-process.ts';
import { foldedName } from '../../domain/public-name.ts';
import { anything, collection, type Database } from '../../platform/database/mongo.ts';
import { pageOf, type PageQuery, pagesOfIds } from '../../platform/database/page.store.ts';
import { saveVersioned, type Versioned } from '../../platform/database/versioned.store.ts';

/** A person's place in the pool; `_id` is the person's. */
export type StoredExpert = Versioned & {
  state: ExpertState;
  place: string;
  profile: ExpertProfile;
  /** Copies of the profile's fields, for indexes: subclasses, and words without case and punctuation. */
  ipc: readonly string[];
  wordKeys: readonly string[];
  appliedAt: Date;
  /** Counts the calls of `hold`. */
  held?: number;
};
export type StoredInvitation = Versioned & {
  organisationId: string;
  email: string;
  /** Whose address it was when the invitation was sent; null: nobody's. */
  userId: string | null;
  state: ExpertInvitationState;
  invitedAt: Date;
};

const experts = collection<StoredExpert>(
  'experts',
  {
    ...{ _id: String, v: Number, version: Number, state: String, place: String, profile: anything },
    ...{ ipc: [String], wordKeys: [String], appliedAt: Date, held: Number },
  },
  [
    [{ state: 1, appliedAt: -1, _id: -1 }],
    [{ ipc: 1, state: 1, appliedAt: -1, _id: -1 }],
    [{ wordKeys: 1, state: 1, appliedAt: -1, _id: -1 }],
  ],
);
const invitations = collection<StoredInvitation>(
  'expertInvitations',
  {
    ...{ _id: String, v: Number, version: Number, organisationId: String, email: String, userId: String },
    ...{ state: String, invitedAt: Date },
  },
  [[{ organisationId: 1, invitedAt: -1, _id: -1 }], [{ userId: 1, state: 1 }], [{ email: 1, state: 1 }]],
);

export type WantedExperts = Readonly<{
  state: ExpertState;
  ipc?: string | undefined;
  word?: string | undefined;
  /** Codes of GB/T 2260 from and to which; without: everywhere. */
  within?: Readonly<{ first: string; last: string }> | undefined;
}>;
/** Nobody answers more invitations. */
const mostShown = 50;

export function expertsStore(database: Database) {
  const models = { expert: database.model(experts), invitation: database.model(invitations) };
  return {
    expert: (userId: string) => models.expert.findById(userId).lean<StoredExpert | null>(),
    experts: (userIds: readonly string[]) => models.expert.find({ _id: { $in: [...userIds] } }).lean<StoredExpert[]>(),
    save: (expert: Omit<StoredExpert, 'ipc' | 'wordKeys' | 'place'>) => {
      const { ipc, words, place } = expert.profile;
      return saveVersioned(models.expert, { ...expert, place, ipc, wordKeys: words.map(foldedName) });
    },
    /** Makes a transaction that rests on these experts conflict with their changes, and with others that do. */
    hold: async (userIds: readonly string[]): Promise<void> => {
      await models.expert.updateMany({ _id: { $in: [...userIds] } }, { $inc: { held: 1 } });
    },
    /** Experts, who applied last first. */
    page: ({ state, ipc, word, within }: WantedExperts, page: PageQuery) =>
      pageOf(
        models.expert,
        {
          state,
          ...(ipc ? { ipc } : {}),
          ...(word ? { wordKeys: foldedName(word) } : {}),
          ...(within ? { place: { $gte: within.first, $lte: within.last } } : {}),
        },
        ['-appliedAt', '-_id'],
        page,
      ),
    pagesOfIds: () => pagesOfIds(models.expert),

    invitation: (id: string) => models.invitation.findById(id).lean<StoredInvitation | null>(),
    invitations: (ids: readonly string[]) =>
      models.invitation.find({ _id: { $in: [...ids] } }).lean<StoredInvitation[]>(),
    invitationVersion: async (id: string): Promise<number> =>
      (await models.invitation.findById(id, { version: 1 }).lean())?.version ?? 0,
    saveInvitation: (invitation: StoredInvitation) => saveVersioned(models.invitation, invitation),
    countOpen: (organisationId: string) => models.invitation.countDocuments({ organisationId, state: 'open' }),
    /** The open invitations of a person, by the account or by its address. */
    openFor: (userId: string, email: string | null) =>
      models.invitation
        .find({ state: 'open', $or: [{ userId }, ...(email === null ? [] : [{ email }])] })
        .sort({ invitedAt: -1, _id: -1 })
        .limit(mostShown)
        .lean<StoredInvitation[]>(),
    invitationPage: (organisationId: string, page: PageQuery) =>
      pageOf(models.invitation, { organisationId }, ['-invitedAt', '-_id'], page),
    invitationPagesOfIds: () => pagesOfIds(models.invitation),
  };
}

export type ExpertsStore = ReturnType<typeof expertsStore>;
