import { foldedName } from '../../domain/public-name.ts';
import { lifted } from '../parts.ts';

/** Addresses and credit codes were unique among all; now among accounts that are vouched for and approved organisations. */
export const accounts = [
  lifted('accounts own their addresses', 'users', (user) => ({ ...user, isConfirmed: true })),
  lifted('names that look alike are found', 'organisations', (organisation) => ({
    ...organisation,
    nameKey: foldedName(String(organisation['name'])),
  })),
  { what: 'accounts may share an address', dropIndex: { of: 'users', name: 'email_1' } },
  { what: 'registrations may share a credit code', dropIndex: { of: 'organisations', name: 'creditCode_1' } },
];
