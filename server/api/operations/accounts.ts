import { z } from 'zod';
import { memberRoles, organisationKinds } from '../../domain/actors.ts';
import { authorityLevels } from '../../domain/jurisdiction.ts';
import { languages } from '../../domain/messages.ts';
import { organisationStates } from '../../domain/organisations.ts';
import {
  command,
  create,
  id,
  instant,
  list,
  named,
  nameOfFile,
  outcome,
  page,
  party,
  seat,
  version,
  visibleName,
} from '../common.ts';
import { downloaded, operation } from '../operation.ts';
import { consent, email, organisationParams, password, person } from '../person.ts';
import { fileNamed, shownInPlace, uploadedFile } from './files.ts';

/** Another organisation that a reviewer should know of; `isReadable`: the caller may open its page. */
const lookalike = z.strictObject({ id, name: z.string(), state: z.enum(organisationStates), isReadable: z.boolean() });

const organisation = z.strictObject({
  id,
  version,
  name: z.string(),
  kind: z.enum(organisationKinds),
  creditCode: z.string(),
  place: z.string(),
  level: z.enum(authorityLevels).nullable(),
  state: z.enum(organisationStates),
  /** The reason of the last decision; only for members and those who may decide on it, else null. */
  decisionReason: z.string().nullable(),
  isSme: z.boolean(),
  /** The licence that came with its registration; only for members and those who may decide on it, else null. */
  licence: fileNamed.nullable(),
  /** Others with the same credit code, for those who decide on it; only an approved organisation holds its code. */
  sameCode: z.array(lookalike),
  /**
   * Others, approved or waiting, whose names differ from this one only in width, case, spaces and punctuation; for those
   * who decide on it.
   */
  sameName: z.array(lookalike),
  allowed: z.array(z.string()),
});

const me = z.strictObject({
  userId: id,
  displayName: z.string(),
  language: z.enum(languages),
  isAdministrator: z.boolean(),
  /** The organisation that the user acts for. */
  organisation: organisation.extend({ memberRole: z.enum(memberRoles) }).nullable(),
  /** Registrations with the user's address that wait for an answer; see accounts.claims. */
  openClaims: z.int(),
  /** What the person agreed to, and when; null for who was never asked. */
  consent: z.strictObject({ version: z.string(), at: instant }).nullable(),
  /** Wrong passwords for the user's account since the sign-in before the last; null when there were none. */
  triedInVain: z.strictObject({ count: z.int(), lastAt: instant }).nullable(),
  /** Whether the user's address is confirmed, so that mails are sent to it; `off`: the exchange sends none. */
  mail: z.enum(['off', 'unproved', 'proved']),
  /** The oldest first. */
  memberships: z.array(
    z.strictObject({
      organisation: party,
      kind: z.enum(organisationKinds),
      state: z.enum(organisationStates),
      role: z.enum(memberRoles),
    }),
  ),
});

named({ Organisation: organisation, Me: me });

export const accountsOperations = {
  'accounts.signIn': operation({
    summary: 'Sign in with e-mail and password; the answer sets the session cookie',
    method: 'post',
    path: '/api/session',
    changes: ['accounts'],
    cost: 'secret',
    who: 'anyone',
    body: z.strictObject({ email, password: z.string().max(200) }),
    out: me,
  }),
  'accounts.signOut': operation({
    summary: 'Sign out',
    method: 'delete',
    path: '/api/session',
    changes: ['accounts'],
    who: 'anyone',
    out: z.strictObject({}),
  }),
  'accounts.me': operation({
    summary: 'Who I am and for whom I act; null when not signed in',
    method: 'get',
    path: '/api/session',
    who: 'anyone',
    out: me.nullable(),
  }),
  'accounts.actFor': operation({
    summary:
      'Act for another of my organisations in this session; every command says in the header x-acting-for (over a socket: actingFor) for which its page acts, and CONFLICT answers when the session acts for another',
    method: 'put',
    path: '/api/session/organisation',
    changes: ['accounts'],
    who: 'signedIn',
    body: z.strictObject({ organisationId: id }),
    out: me,
  }),
  'accounts.setUp': operation({
    summary: 'Make the first administrator with the one-time token of a new installation',
    method: 'post',
    path: '/api/setup',
    changes: [],
    cost: 'secret',
    who: 'anyone',
    body: z.strictObject({ ...create, token: z.string().max(200), ...person, consent }),
    out: outcome,
  }),
  'organisations.register': operation({
    summary:
      'Register an organisation; it is usable once an administrator or its authority approved it. Its first admin is the caller who is signed in, or a new account; where the address has an account, its owner confirms (accounts.claims). The answer is the same either way',
    method: 'post',
    path: '/api/organisations',
    changes: ['organisations'],
    cost: 'secret',
    who: 'anyone',
    body: z.strictObject({
      ...create,
      name: visibleName(2, 200),
      kind: z.enum(organisationKinds),
      /** With or without the spaces of the printed licence. */
      creditCode: z
        .string()
        .overwrite((text) => text.normalize('NFKC').replace(/\s/g, '').toUpperCase())
        .max(18),
      place: seat,
      level: z.enum(authorityLevels).optional(),
      isSme: z.boolean().default(false),
      /** Uploaded for this registration with organisations.uploadLicence; some places ask for one. */
      licenceFileId: id.optional(),
      /** Left out by a caller who is signed in and becomes its first admin. */
      admin: z.strictObject({ ...person, consent }).optional(),
    }),
    out: outcome,
  }),
  'organisations.uploadLicence': operation({
    summary:
      'Upload the business licence of a registration that is not sent yet: a PDF, PNG or JPEG, told by its bytes; the body is the file itself. It is removed after a day unless the registration names it',
    method: 'put',
    path: '/api/organisations/:organisationId/licence/:fileId',
    changes: [],
    who: 'anyone',
    /** The id that the registration will have. */
    params: organisationParams.extend({ fileId: id }),
    query: z.strictObject({ name: nameOfFile }),
    out: uploadedFile,
    upload: { maxBytes: 10 * 1024 * 1024 },
  }),
  'organisations.licence': operation({
    summary:
      'The licence that came with a registration, for members of the organisation and those who may decide on it',
    method: 'get',
    path: '/api/organisations/:organisationId/licence',
    who: 'signedIn',
    params: organisationParams,
    query: shownInPlace,
    out: downloaded,
    download: { mediaType: 'application/octet-stream' },
  }),
  'organisations.list': operation({
    summary: 'Organisations I may decide on (administrator: all; authority: those of its place), by name',
    method: 'get',
    path: '/api/organisations',
    who: { kinds: ['authority'], administrator: true },
    query: z.strictObject({
      ...page,
      state: z.enum(organisationStates).optional(),
      kind: z.enum(organisationKinds).optional(),
    }),
    out: list(organisation),
  }),
  'centres.list': operation({
    summary: 'The approved operation centres, by name',
    method: 'get',
    path: '/api/centres',
    who: 'anyone',
    query: z.strictObject(page),
    out: list(z.strictObject({ id, name: z.string(), place: z.string() })),
  }),
  'organisations.get': operation({
    summary: 'The public page of an approved organisation; its members and those who decide on it see it in any state',
    method: 'get',
    path: '/api/organisations/:organisationId',
    who: 'anyone',
    params: organisationParams,
    out: organisation,
  }),
  'organisations.decide': operation({
    summary: 'Approve, refuse or suspend an organisation',
    method: 'post',
    path: '/api/organisations/:organisationId/decide',
    changes: ['organisations', 'centres'],
    who: { kinds: ['authority'], roles: ['reviewer'], administrator: true, also: 'the organisation lies in its place' },
    params: organisationParams,
    body: z.strictObject({
      ...command,
      decision: z.enum(['approve', 'refuse', 'suspend']),
      reason: z.string().max(500).default(''),
    }),
    out: outcome,
  }),
  'organisations.awardCode': operation({
    summary:
      'Settle a dispute about a credit code: approves this organisation and suspends the approved one that holds the code, both with my reason',
    method: 'post',
    path: '/api/organisations/:organisationId/award-code',
    changes: ['organisations', 'centres'],
    who: {
      kinds: ['authority'],
      roles: ['reviewer'],
      administrator: true,
      also: 'both organisations lie in its place',
    },
    params: organisationParams,
    body: z.strictObject({ ...command, reason: z.string().trim().min(1).max(500) }),
    out: outcome,
  }),
  'accounts.claims': operation({
    summary:
      'Organisations that wait for approval and were registered with my address by somebody who was not signed in',
    method: 'get',
    path: '/api/session/claims',
    who: 'signedIn',
    out: z.strictObject({
      items: z.array(
        z.strictObject({
          organisationId: id,
          name: z.string(),
          kind: z.enum(organisationKinds),
          place: z.string(),
          registeredAt: instant,
        }),
      ),
    }),
  }),
  'accounts.answerClaim': operation({
    summary: 'Say whether it was me who registered an organisation with my address: joins it, or ends the registration',
    method: 'post',
    path: '/api/session/claims/:organisationId',
    changes: ['accounts', 'organisations', 'members'],
    who: 'signedIn',
    params: organisationParams,
    body: z.strictObject({ commandId: id, isMine: z.boolean() }),
    out: outcome,
  }),
  'accounts.sessions': operation({
    summary: 'Where I am signed in, the last used first',
    method: 'get',
    path: '/api/session/all',
    who: 'signedIn',
    out: z.strictObject({
      items: z.array(
        z.strictObject({
          id,
          /** Browser and system in words; may be empty. */
          device: z.string(),
          /** The shortened address. */
          network: z.string(),
          startedAt: instant,
          lastSeenAt: instant,
          endsAt: instant,
          isThis: z.boolean(),
        }),
      ),
    }),
  }),
  'accounts.endSession': operation({
    summary: 'Sign me out on one device',
    method: 'delete',
    path: '/api/session/all/:sessionId',
    changes: ['accounts'],
    who: 'signedIn',
    params: z.strictObject({ sessionId: id }),
    out: z.strictObject({}),
  }),
  'accounts.endOtherSessions': operation({
    summary: 'Sign me out on all devices but this',
    method: 'delete',
    path: '/api/session/others',
    changes: ['accounts'],
    who: 'signedIn',
    out: z.strictObject({}),
  }),
  'accounts.signIns': operation({
    summary: 'The newest sign-ins and refusals at my account, of the last 90 days',
    method: 'get',
    path: '/api/session/log',
    who: 'signedIn',
    out: z.strictObject({
      items: z.array(
        z.strictObject({
          outcome: z.enum(['in', 'refused', 'slowed']),
          network: z.string(),
          device: z.string(),
          count: z.int(),
          at: instant,
        }),
      ),
    }),
  }),
  'accounts.changePassword': operation({
    summary: 'Choose another password, proving the present one; ends my sessions on all other devices',
    method: 'put',
    path: '/api/session/password',
    changes: [],
    cost: 'secret',
    who: 'signedIn',
    body: z.strictObject({ commandId: command.commandId, current: z.string().max(200), password }),
    out: z.strictObject({}),
  }),
  'accounts.agree': operation({
    summary: 'Agree to the present text on what is kept of me',
    method: 'put',
    path: '/api/session/consent',
    changes: ['accounts'],
    who: 'signedIn',
    body: z.strictObject({ commandId: command.commandId, consent }),
    out: outcome,
  }),
  'accounts.changeLanguage': operation({
    summary: 'Choose the language of my screens and messages',
    method: 'put',
    path: '/api/session/language',
    changes: ['accounts'],
    who: 'signedIn',
    body: z.strictObject({ language: z.enum(languages) }),
    out: z.strictObject({}),
  }),
} as const;
