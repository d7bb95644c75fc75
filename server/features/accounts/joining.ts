import { DomainError } from '../../domain/errors.ts';
import type { NewId } from '../../platform/clock.ts';
import type { Holds } from '../../platform/database/holds.store.ts';
import type { AccountsStore, StoredUser } from './accounts.store.ts';
import type { NewPerson } from './people.service.ts';

/** How a person comes to belong to an organisation; each part runs inside the transaction of a command. */
export function joiningPeople(store: AccountsStore, holds: Holds, newId: NewId) {
  const holderOf = async (email: string): Promise<StoredUser | null> => {
    await holds.alone(`address:${email}`); // of two who would take one address, the second looks again
    return store.confirmedUser(email);
  };
  return {
    /** A new account. Until an organisation vouches for it, it may share its address with others. */
    newAccount: async (
      { email, displayName, consent }: Omit<NewPerson, 'password'> & Readonly<{ consent: string }>,
      passwordHash: string,
      isConfirmed: boolean,
      now: Date,
    ): Promise<string> => {
      const _id = newId();
      const fresh = { v: 1, version: 1, email, passwordHash, displayName, isAdministrator: false, isConfirmed };
      const agreed = { consent: { version: consent, at: now } };
      await store.saveUser({ _id, ...fresh, ...agreed });
      return _id;
    },

    join: async (membership: Parameters<AccountsStore['beginMembership']>[0]): Promise<void> => {
      if (!(await store.beginMembership(membership))) throw new DomainError('CONFLICT', 'accounts.alreadyMember');
    },

    /** The account to which an address belongs; null while no organisation has vouched for one. */
    holderOf,

    /** Whether an address that an organisation would vouch for belongs to another account. */
    isClaimed: async ({ isConfirmed, email }: StoredUser): Promise<boolean> =>
      !isConfirmed && (await store.confirmedUser(email)) !== null,

    /**
     * An organisation vouches for an account: its address is that account's from now on. False when the address belongs
     * to another account.
     */
    confirm: async ({ _id, email, isConfirmed }: StoredUser): Promise<boolean> => {
      if (isConfirmed) return true;
      const holder = await holderOf(email);
      if (!holder) await store.confirmUser(_id);
      return holder === null;
    },
  };
}

export type Joining = ReturnType<typeof joiningPeople>;
