import type { MemberRole } from '../../domain/actors.ts';
import { collection, type Database } from '../../platform/database/mongo.ts';
import { type PageQuery, pageOf } from '../../platform/database/page.store.ts';

export type StoredInvitation = {
  _id: string;
  v: number;
  organisationId: string;
  email: string;
  role: MemberRole;
  /** Who invited, in the name of the organisation; absent in invitations of version 1, which nobody can answer for. */
  invitedBy?: string;
  expiresAt: Date;
  usedAt: Date | null;
  /** When somebody who was not signed in accepted it; where the address had an account, its owner may still join. */
  answeredAt?: Date;
  /** When it was revoked, by an admin or because its inviter lost the right to invite. */
  revokedAt?: Date;
};
/** A one-time link for a new password; its secret is derived from its id and kept nowhere. */
export type StoredPasswordLink = {
  _id: string;
  v: number;
  userId: string;
  /** Null: made at the installation's terminal. */
  issuedBy: string | null;
  /** The organisation among whose members it was issued; null: at the terminal. Absent in links of version 1. */
  organisationId?: string | null;
  /** The person asked for it, and it was sent to the proved address. */
  isMailed?: true;
  expiresAt: Date;
  /** When it was used, another took its place, or its issuer lost the right to issue it. */
  endedAt: Date | null;
};

const invitations = collection<StoredInvitation>(
  'invitations',
  {
    _id: String,
    v: Number,
    organisationId: String,
    email: String,
    role: String,
    invitedBy: String,
    expiresAt: Date,
    usedAt: Date,
    answeredAt: Date,
    revokedAt: Date,
  },
  [[{ organisationId: 1, expiresAt: 1, _id: 1 }]],
);
const passwordLinks = collection<StoredPasswordLink>(
  'passwordLinks',
  {
    _id: String,
    v: Number,
    userId: String,
    issuedBy: String,
    organisationId: String,
    isMailed: Boolean,
    expiresAt: Date,
    endedAt: Date,
  },
  [[{ userId: 1 }], [{ issuedBy: 1 }]],
);

/** An invitation that can still be used, as far as its own document says. */
const openAt = (now: Date) => ({ usedAt: null, revokedAt: null, expiresAt: { $gt: now } });

/** One-time links that one person makes for another: invitations and links for a new password. */
export function linksStore(database: Database) {
  const models = { invitation: database.model(invitations), passwordLink: database.model(passwordLinks) };
  return {
    invitation: (id: string) => models.invitation.findById(id).lean<StoredInvitation | null>(),
    /** The open invitations of an organisation, the next to expire first. */
    openInvitations: (organisationId: string, now: Date, page: PageQuery) =>
      pageOf(models.invitation, { organisationId, ...openAt(now) }, ['expiresAt', '_id'], page),
    addInvitation: async (invitation: StoredInvitation): Promise<void> => {
      await models.invitation.create([invitation]);
    },
    /** Marks an open invitation as used; false when it is not open. */
    useInvitation: async (id: string, now: Date): Promise<boolean> =>
      (await models.invitation.updateOne({ _id: id, ...openAt(now) }, { $set: { usedAt: now } })).modifiedCount === 1,
    /** Marks an open invitation as accepted by somebody who was not signed in; false when that happened before. */
    answerInvitation: async (id: string, now: Date): Promise<boolean> => {
      const open = { _id: id, answeredAt: null, ...openAt(now) };
      return (await models.invitation.updateOne(open, { $set: { answeredAt: now } })).modifiedCount === 1;
    },
    /** Revokes an open invitation of an organisation; false when it has none by this id. */
    revokeInvitation: async (id: string, organisationId: string, now: Date): Promise<boolean> => {
      const open = { _id: id, organisationId, ...openAt(now) };
      return (await models.invitation.updateOne(open, { $set: { revokedAt: now } })).modifiedCount === 1;
    },

    passwordLink: (id: string) => models.passwordLink.findById(id).lean<StoredPasswordLink | null>(),
    openPasswordLink: (id: string, now: Date) =>
      models.passwordLink
        .findOne({ _id: id, endedAt: null, expiresAt: { $gt: now } })
        .lean<StoredPasswordLink | null>(),
    /** The link that was mailed to a person and holds until a moment at least. */
    mailedLink: (userId: string, until: Date) =>
      models.passwordLink
        .findOne({ userId, isMailed: true, endedAt: null, expiresAt: { $gt: until } })
        .lean<StoredPasswordLink | null>(),
    addPasswordLink: async (link: StoredPasswordLink): Promise<void> => {
      await models.passwordLink.create([link]);
    },
    endPasswordLinks: async (userId: string, now: Date): Promise<void> => {
      await models.passwordLink.updateMany({ userId, endedAt: null }, { $set: { endedAt: now } });
    },

    /** Ends the open links that a member made in the name of an organisation. */
    endLinksBy: async (userId: string, organisationId: string, now: Date): Promise<void> => {
      const made = { organisationId, invitedBy: userId, ...openAt(now) };
      await models.invitation.updateMany(made, { $set: { revokedAt: now } });
      await models.passwordLink.updateMany(
        { organisationId, issuedBy: userId, endedAt: null },
        { $set: { endedAt: now } },
      );
    },
    /** Ends the open links of an organisation that are for one person. */
    endLinksFor: async (
      { _id: userId, email }: Readonly<{ _id: string; email: string }>,
      organisationId: string,
      now: Date,
    ): Promise<void> => {
      await models.invitation.updateMany({ organisationId, email, ...openAt(now) }, { $set: { revokedAt: now } });
      await models.passwordLink.updateMany({ organisationId, userId, endedAt: null }, { $set: { endedAt: now } });
    },
  };
}

export type LinksStore = ReturnType<typeof linksStore>;
