import { z } from 'zod';
import { id, instant } from '../common.ts';
import { operation } from '../operation.ts';
import { email } from '../person.ts';

const secret = z.string().max(200);

/** The address of one's account, confirmed by a link that is mailed to it, and what may be mailed then. */
export const addressesOperations = {
  'accounts.offers': operation({
    summary: 'What this installation offers whoever is not signed in: a link for a new password by mail',
    method: 'get',
    path: '/api/session/offers',
    who: 'anyone',
    out: z.strictObject({ passwordByMail: z.boolean() }),
  }),
  'accounts.address': operation({
    summary: 'The address of my account, whether it is confirmed, and the one that is to take its place',
    method: 'get',
    path: '/api/session/address',
    who: 'signedIn',
    out: z.strictObject({
      email: z.string(),
      /** When it was confirmed; null: it is not. */
      provedAt: instant.nullable(),
      /** The link that waits to be used: for the present address, or another that takes its place then. */
      waiting: z.strictObject({ email: z.string(), expiresAt: instant }).nullable(),
      /** When the last mail to the address was written, if its server refused it. */
      refusedAt: instant.nullable(),
      /** Whether this exchange sends mails at all. */
      isOffered: z.boolean(),
    }),
  }),
  'accounts.sendAddressLink': operation({
    summary: 'Mail me a link that confirms the address of my account; the link before ends',
    method: 'post',
    path: '/api/session/address/link',
    changes: ['accounts'],
    who: 'signedIn',
    body: z.strictObject({ commandId: id }),
    out: z.strictObject({}),
  }),
  'accounts.changeAddress': operation({
    summary:
      'Ask for another address, proving my password: it takes the place of the present one once the link that is mailed to it was used',
    method: 'put',
    path: '/api/session/address',
    changes: ['accounts'],
    cost: 'secret',
    who: 'signedIn',
    body: z.strictObject({ commandId: id, email, password: secret }),
    out: z.strictObject({}),
  }),
  'accounts.proveAddress': operation({
    summary: 'Confirm an address by the link that was mailed to it; answers the address',
    method: 'post',
    path: '/api/address-links/:linkId/use',
    changes: ['accounts'],
    who: 'anyone',
    params: z.strictObject({ linkId: id }),
    body: z.strictObject({ commandId: id, secret }),
    out: z.strictObject({ email: z.string() }),
  }),
  'passwordLinks.request': operation({
    summary:
      'Ask for a link for a new password by mail. It goes to the address if an account has confirmed it; the answer is the same in any case',
    method: 'post',
    path: '/api/password-links',
    changes: [],
    who: 'anyone',
    body: z.strictObject({ email }),
    out: z.strictObject({}),
  }),
} as const;
