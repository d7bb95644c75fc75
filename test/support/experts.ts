import type { Body } from '../../server/api/operations.ts';
import { newId } from './app.ts';
import type { Member } from './people.ts';

type Profile = Omit<Body<'experts.apply'>, 'commandId' | 'expectedVersion' | 'invitationId'>;

export const profile: Profile = {
  ...{ title: '教授', ipc: ['H01M 10/0525'], words: ['锂电池'], place: '330106', organisation: null, past: [] },
  ...{ mostAtOnce: 20, awayUntil: null },
};

/** Somebody applies to the pool. */
export const applyAsExpert = (
  who: Member,
  entry: Partial<Profile> = {},
  { invitationId = null, expectedVersion = 0 }: { invitationId?: string | null; expectedVersion?: number } = {},
) => who.call('experts.apply', { body: { commandId: newId(), expectedVersion, invitationId, ...profile, ...entry } });

/** An authority or a centre invites somebody into the pool; answers the id of the invitation. */
export async function inviteExpert(inviter: Member, email: string): Promise<string> {
  const { id } = await inviter.call('experts.invite', {
    body: { id: newId(), commandId: newId(), expectedVersion: 0, email },
  });
  return id;
}

/** A confirmed expert, whom a centre has invited; answers the person's id. */
export async function expertBy(inviter: Member, who: Member, entry: Partial<Profile> = {}): Promise<string> {
  const { id } = await applyAsExpert(who, entry, { invitationId: await inviteExpert(inviter, who.email) });
  return id;
}
