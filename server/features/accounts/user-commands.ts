import type { Actor } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import { concerning } from '../../domain/event.ts';
import type { FactOf } from '../../domain/events.ts';
import type { Commands, Outcome } from '../../platform/events/commands.ts';
import type { AccountsStore, StoredUser } from './accounts.store.ts';

type Given = Readonly<{ operation: string; userId: string; actor: Actor; body: Readonly<{ commandId: string }> }>;
type Change = Readonly<{
  event: FactOf<Extract<FactOf['type'], `user.${string}`>>;
  /** What becomes of the account itself. */
  user?: Partial<StoredUser>;
}>;

/** Carries out a command on the account of one person; NOT_FOUND where there is none. */
export type GiveToUser = (given: Given, work: (user: StoredUser, now: Date) => Promise<Change>) => Promise<Outcome>;

/** What happens to an account concerns the organisations that the person belongs to. */
export function userCommands(
  commands: Commands,
  store: Pick<AccountsStore, 'user' | 'saveUser' | 'memberships'>,
): GiveToUser {
  const present = async (userId: string): Promise<StoredUser> => {
    const user = await store.user(userId);
    if (!user) throw new DomainError('NOT_FOUND', 'common.notFound');
    return user;
  };
  return ({ operation, userId, actor, body }, work) => {
    const currentVersion = async () => (await present(userId)).version;
    const command = { operation, stream: `user:${userId}`, actor, body, currentVersion };
    return commands.execute(command, async ({ now, version }) => {
      const found = await present(userId);
      const { event, user } = await work(found, now);
      await store.saveUser({ ...found, ...user, version });
      const homes = await store.memberships(userId);
      return { ...event, concerns: concerning({ organisations: homes.map((home) => home.organisationId) }) };
    });
  };
}
