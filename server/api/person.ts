import { z } from 'zod';
import { consentVersion } from '../domain/accounts/consent.ts';
import { id, visibleName } from './common.ts';

export const password = z.string().min(12).max(200);
/** The name to sign in with; compared in lower case. */
export const email = z.email().max(200).toLowerCase();
export const displayName = visibleName(1, 80);
/** The version of the text that the person has read and agreed to: only the present one. */
export const consent = z.string().refine((version) => version === consentVersion, 'accounts.consentNeeded');
export const person = { email, password, displayName };

export const organisationParams = z.strictObject({ organisationId: id });
