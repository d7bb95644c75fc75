import { z } from 'zod';
import { memberRoles } from '../../domain/actors.ts';
import { memberCommands } from '../../domain/members.ts';
import { command, id, instant, list, outcome, page } from '../common.ts';
import { operation } from '../operation.ts';
import { consent, displayName, email, organisationParams, password } from '../person.ts';

/** Who belongs to an organisation: invitations, members, and the links by which they get a new password. */
export const membersOperations = {
  'organisations.invite': operation({
    summary: 'Invite a person into my organisation; answers the secret of the invitation once',
    method: 'post',
    path: '/api/organisations/:organisationId/invite',
    changes: ['organisations', 'invitations'],
    who: { roles: ['admin'], also: 'of this organisation' },
    params: organisationParams,
    body: z.strictObject({ ...command, invitationId: id, email, role: z.enum(memberRoles) }),
    out: outcome.extend({ secret: z.string() }),
  }),
  'invitations.list': operation({
    summary: 'The open invitations of my organisation, the next to expire first, with who invited',
    method: 'get',
    path: '/api/organisations/:organisationId/invitations',
    who: { roles: ['admin'], administrator: true, also: 'of this organisation' },
    params: organisationParams,
    query: z.strictObject(page),
    out: list(
      z.strictObject({
        id,
        email: z.string(),
        role: z.enum(memberRoles),
        invitedBy: z.strictObject({ userId: id, displayName: z.string() }).nullable(),
        expiresAt: instant,
        allowed: z.array(z.enum(['revoke'])),
      }),
    ),
  }),
  'invitations.revoke': operation({
    summary: 'Revoke an open invitation of my organisation: its link opens nothing any more',
    method: 'post',
    path: '/api/organisations/:organisationId/invitations/:invitationId/revoke',
    changes: ['invitations', 'organisations'],
    who: { roles: ['admin'], administrator: true, also: 'of this organisation' },
    params: z.strictObject({ organisationId: id, invitationId: id }),
    body: z.strictObject({ commandId: id }),
    out: outcome,
  }),
  'invitations.accept': operation({
    summary:
      'Accept an invitation with a new account. Where the address has an account the answer is the same, and its owner joins by invitations.join',
    method: 'post',
    path: '/api/invitations/:invitationId/accept',
    changes: ['accounts', 'organisations', 'members', 'invitations'],
    cost: 'secret',
    who: 'anyone',
    params: z.strictObject({ invitationId: id }),
    body: z.strictObject({ commandId: id, secret: z.string().max(200), password, displayName, consent }),
    out: outcome,
  }),
  'invitations.join': operation({
    summary: 'Join an organisation by an invitation to my address',
    method: 'post',
    path: '/api/invitations/:invitationId/join',
    changes: ['accounts', 'organisations', 'members', 'invitations'],
    who: 'signedIn',
    params: z.strictObject({ invitationId: id }),
    body: z.strictObject({ commandId: id, secret: z.string().max(200) }),
    out: outcome,
  }),
  'members.list': operation({
    summary: 'The members of my organisation, by the day they joined',
    method: 'get',
    path: '/api/organisations/:organisationId/members',
    who: { administrator: true, also: 'of this organisation' },
    params: organisationParams,
    query: z.strictObject(page),
    out: list(
      z.strictObject({
        userId: id,
        displayName: z.string(),
        email: z.string(),
        role: z.enum(memberRoles),
        joinedAt: instant,
        allowed: z.array(z.enum(memberCommands)),
      }),
    ),
  }),
  'members.change': operation({
    summary: 'Change the role of a member, or end the membership with role null',
    method: 'patch',
    path: '/api/organisations/:organisationId/members/:userId',
    changes: ['members', 'invitations', 'organisations', 'accounts'],
    who: { roles: ['admin'], also: 'of this organisation' },
    params: z.strictObject({ organisationId: id, userId: id }),
    body: z.strictObject({ ...command, role: z.enum(memberRoles).nullable() }),
    out: outcome,
  }),
  'members.issuePasswordLink': operation({
    summary:
      'Make a link by which a member chooses a new password; answers its secret once, and ends the link made before',
    method: 'post',
    path: '/api/organisations/:organisationId/members/:userId/issue-password-link',
    changes: [],
    who: {
      roles: ['admin'],
      administrator: true,
      also: 'for another member of this organisation; for an administrator of the exchange only by one',
    },
    params: z.strictObject({ organisationId: id, userId: id }),
    body: z.strictObject({ commandId: id, linkId: id }),
    out: outcome.extend({ secret: z.string(), expiresAt: instant }),
  }),
  'passwordLinks.use': operation({
    summary: 'Choose a new password by a one-time link; ends all sessions of that person and answers the sign-in name',
    method: 'post',
    path: '/api/password-links/:linkId/use',
    changes: ['accounts'],
    cost: 'secret',
    who: 'anyone',
    params: z.strictObject({ linkId: id }),
    body: z.strictObject({ commandId: id, secret: z.string().max(200), password }),
    out: z.strictObject({ email: z.string() }),
  }),
};
