import type { Input, Output } from '../../api/operations.ts';
import type { Actor } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import { expertInvitationProcess, expertProcess } from '../../domain/experts/expert-process.ts';
import { confirmsWithin, expertRoles, mayKnowExpert } from '../../domain/experts/expert-visibility.ts';
import { actingOrganisation, signedIn } from '../../domain/permissions.ts';
import { allowedCommands } from '../../domain/process.ts';
import type { ExpertPorts } from './experts.service.ts';
import type { StoredExpert } from './experts.store.ts';

type View = Output<'experts.get'>;
type Names = (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;

export function expertsReads({
  store,
  addressOf,
  people,
  organisationNames,
}: Pick<ExpertPorts, 'store' | 'addressOf'> & Readonly<{ people: Names; organisationNames: Names }>) {
  const views = async (actor: Actor, experts: readonly StoredExpert[]): Promise<View[]> => {
    const names = await people(experts.map(({ _id }) => _id));
    return experts.map(({ _id: id, version, state, profile, place, appliedAt }) => ({
      ...{ id, version, state, name: names.get(id) ?? '', appliedAt: appliedAt.toISOString() },
      ...profile,
      ...{ ipc: [...profile.ipc], words: [...profile.words], past: profile.past.map((one) => ({ ...one })) },
      allowed: allowedCommands(expertProcess, state, expertRoles(actor, { userId: id, place }), { isInvited: false }),
    }));
  };
  return {
    me: async (actor: Actor): Promise<Output<'experts.me'>> => {
      const { userId } = signedIn(actor);
      const own = await store.expert(userId);
      const open = await store.openFor(userId, await addressOf(userId));
      const names = await organisationNames(open.map(({ organisationId }) => organisationId));
      const [expert = null] = own ? await views(actor, [own]) : [];
      return {
        expert,
        invitations: open.map(({ _id: id, version, organisationId, invitedAt }) => ({
          ...{ id, version, invitedAt: invitedAt.toISOString() },
          organisation: { id: organisationId, name: names.get(organisationId) ?? '' },
        })),
      };
    },

    list: async (actor: Actor, { state, ipc, word, ...page }: Input<'experts.list'>['query']) => {
      const isOpen = state === 'confirmed' || state === 'paused';
      const within = isOpen ? undefined : confirmsWithin(actingOrganisation(actor));
      if (within === null) return { items: [], nextCursor: null };
      const { rows, nextCursor } = await store.page({ state, ipc, word, within }, page);
      return { items: await views(actor, rows), nextCursor };
    },

    expert: async (actor: Actor, userId: string): Promise<View> => {
      const expert = await store.expert(userId);
      const [view] = expert && mayKnowExpert(actor, { ...expert, userId }) ? await views(actor, [expert]) : [];
      if (!view) throw new DomainError('NOT_FOUND', 'common.notFound');
      return view;
    },

    invitations: async (actor: Actor, page: Input<'experts.invitations'>['query']) => {
      const { rows, nextCursor } = await store.invitationPage(actingOrganisation(actor).id, page);
      const items = rows.map(({ _id: id, version, email, state, invitedAt }) => ({
        ...{ id, version, email, state, invitedAt: invitedAt.toISOString() },
        allowed: allowedCommands(expertInvitationProcess, state, ['inviter'], undefined),
      }));
      return { items, nextCursor };
    },
  };
}
