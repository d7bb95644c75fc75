import type { Migration } from '../platform/database/migrations.ts';
import { accounts } from './version-2/accounts.ts';
import { contracts } from './version-2/contracts.ts';
import { files } from './version-2/files.ts';
import { memberships } from './version-2/memberships.ts';
import { terms } from './version-2/terms.ts';

/** All migrations, in order; a fresh database starts at the last. */
export const migrations: readonly Migration[] = [
  {
    to: 2,
    what: 'contracts of their own, several memberships, terms of things, publishing called what it is',
    parts: [...accounts, ...memberships, ...terms, ...contracts, ...files],
  },
];
