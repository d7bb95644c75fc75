import type { Migration } from '../platform/database/migrations.ts';

/** All migrations, in order; a fresh database starts at the last. */
export const migrations: readonly Migration[] = [];
