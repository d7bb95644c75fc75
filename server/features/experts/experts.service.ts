import type { Body } from '../../api/operations.ts';
import type { Actor, OrganisationKind } from '../../domain/actors.ts';
import { calendarDate, dateInShanghai } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import { type Concerns, concerning } from '../../domain/event.ts';
import { enterProfile, type ExpertProfile } from '../../domain/experts/expert.ts';
import { type ExpertCommand, expertInvitationProcess, expertProcess } from '../../domain/experts/expert-process.ts';
import { confirmsIn, expertRoles, mayKnowExpert } from '../../domain/experts/expert-visibility.ts';
import type { AuthorityLevel } from '../../domain/jurisdiction.ts';
import { actingOrganisation, signedIn } from '../../domain/permissions.ts';
import { type CommandOf, step } from '../../domain/process.ts';
import type { Holds } from '../../platform/database/holds.store.ts';
import type { Commands, Outcome } from '../../platform/events/commands.ts';
import type { ExpertsStore, StoredExpert, StoredInvitation } from './experts.store.ts';

export type ExpertPorts = Readonly<{
  store: ExpertsStore;
  commands: Commands;
  holds: Pick<Holds, 'alone'>;
  proofOf: (text: string) => string;
  /** The person to whom an address belongs; null: nobody's, or not vouched for. */
  personWith: (email: string) => Promise<string | null>;
  /** A person's address, if it is vouched for. */
  addressOf: (userId: string) => Promise<string | null>;
  organisation: (
    id: string,
  ) => Promise<Readonly<{ kind: OrganisationKind; place: string; level: AuthorityLevel | null; state: string }> | null>;
}>;

/** Open invitations of one organisation. */
export const mostInvitations = 100;

/** The commands on experts and on invitations into the pool. */
export function expertsService({ store, commands, holds, proofOf, ...ports }: ExpertPorts) {
  const concerns = (expert: Pick<StoredExpert, 'place'>, organisationId: string | null = null): Concerns =>
    concerning({ organisations: [organisationId], place: expert.place });
  const digestOf = (profile: ExpertProfile) => proofOf(JSON.stringify(profile));
  const entered = (body: Body<'experts.revise'>, now: Date): ExpertProfile => {
    const { commandId: _, expectedVersion: __, ...entry } = body;
    const awayUntil = entry.awayUntil === null ? null : calendarDate(entry.awayUntil);
    return enterProfile({ ...entry, awayUntil }, dateInShanghai(now));
  };

  /** The invitation of the person; NOT_FOUND for others'. */
  const mine = async (userId: string, id: string): Promise<StoredInvitation> => {
    const invitation = await store.invitation(id);
    const isMine = invitation && (invitation.userId === userId || invitation.email === (await ports.addressOf(userId)));
    if (!isMine) throw new DomainError('NOT_FOUND', 'common.notFound');
    return invitation;
  };
  const inviterConfirms = async ({ organisationId }: StoredInvitation, place: string): Promise<boolean> => {
    const inviter = await ports.organisation(organisationId);
    return inviter?.state === 'approved' && confirmsIn(inviter, place);
  };

  /** A step of an expert's place in the pool, by the expert or by who confirms. */
  const give = (
    command: Exclude<ExpertCommand, 'apply' | 'revise'>,
    operation: 'experts.step' | 'experts.decide',
    actor: Actor,
    userId: string,
    body: Readonly<{ commandId: string; expectedVersion: number; reason?: string }>,
  ): Promise<Outcome> =>
    commands.execute({ operation, stream: `expert:${userId}`, actor, body }, async ({ version }) => {
      const expert = await store.expert(userId);
      if (!expert || !mayKnowExpert(actor, { ...expert, userId }))
        throw new DomainError('NOT_FOUND', 'common.notFound');
      const roles = expertRoles(actor, { ...expert, userId });
      const state = step(expertProcess, expert.state, command, roles, { isInvited: false });
      await store.save({ ...expert, state, version });
      const { reason } = body;
      const reasonDigest = reason === undefined ? null : proofOf(reason);
      const decider = operation === 'experts.decide' ? actingOrganisation(actor).id : null;
      return {
        type: 'expert.stepped',
        data: { step: command, from: expert.state, to: state, reasonDigest },
        concerns: concerns(expert, decider),
      };
    });

  const settle = (
    command: Exclude<CommandOf<typeof expertInvitationProcess>, 'accept'>,
    actor: Actor,
    id: string,
    body: Body<'experts.withdrawInvitation'>,
    load: () => Promise<StoredInvitation>,
  ): Promise<Outcome> =>
    commands.execute(
      {
        ...{ operation: `experts.${command}Invitation`, stream: `expertInvitation:${id}`, actor, body },
        currentVersion: () => store.invitationVersion(id),
      },
      async ({ version }) => {
        const invitation = await load();
        const role = command === 'withdraw' ? 'inviter' : 'invited';
        const state = step(expertInvitationProcess, invitation.state, command, [role], undefined);
        await store.saveInvitation({ ...invitation, state, version });
        const of = concerning({ organisations: [invitation.organisationId] });
        return command === 'withdraw'
          ? { type: 'expert.invitationWithdrawn', data: {}, concerns: of }
          : { type: 'expert.invitationDeclined', data: { userId: signedIn(actor).userId }, concerns: of };
      },
    );

  return {
    apply: (actor: Actor, body: Body<'experts.apply'>): Promise<Outcome> => {
      const { userId } = signedIn(actor);
      return commands.execute(
        { operation: 'experts.apply', stream: `expert:${userId}`, actor, body },
        async ({ now, version }) => {
          const { invitationId, ...entry } = body;
          const before = await store.expert(userId);
          const profile = entered(entry, now);
          const invitation = invitationId === null ? null : await mine(userId, invitationId);
          if (invitation) {
            const state = step(expertInvitationProcess, invitation.state, 'accept', ['invited'], undefined);
            await store.saveInvitation({ ...invitation, userId, state, version: invitation.version + 1 });
          }
          const facts = { isInvited: invitation !== null && (await inviterConfirms(invitation, profile.place)) };
          const state = step(expertProcess, before?.state ?? 'outside', 'apply', ['expert'], facts);
          await store.save({ _id: userId, v: 1, version, state, profile, appliedAt: now });
          return {
            type: 'expert.applied',
            data: { to: state, place: profile.place, profileDigest: digestOf(profile), invitationId },
            concerns: concerns(profile, invitation?.organisationId),
          };
        },
      );
    },

    revise: (actor: Actor, body: Body<'experts.revise'>): Promise<Outcome> => {
      const { userId } = signedIn(actor);
      return commands.execute(
        { operation: 'experts.revise', stream: `expert:${userId}`, actor, body },
        async ({ now, version }) => {
          const expert = await store.expert(userId);
          const state = step(expertProcess, expert?.state ?? 'outside', 'revise', ['expert'], { isInvited: false });
          if (!expert) throw new Error('who is outside has nothing to revise');
          const profile = entered(body, now);
          await store.save({ ...expert, state, profile, version });
          const data = { place: profile.place, profileDigest: digestOf(profile) };
          return { type: 'expert.revised', data, concerns: concerns(profile) };
        },
      );
    },

    step: (actor: Actor, { step: command, ...body }: Body<'experts.step'>) =>
      give(command, 'experts.step', actor, signedIn(actor).userId, body),
    decide: (actor: Actor, userId: string, { decision, ...body }: Body<'experts.decide'>) =>
      give(decision, 'experts.decide', actor, userId, body),

    invite: (actor: Actor, body: Body<'experts.invite'>): Promise<Outcome> => {
      const { id: organisationId, place } = actingOrganisation(actor);
      return commands.execute(
        { operation: 'experts.invite', stream: `expertInvitation:${body.id}`, actor, body },
        async ({ now, version }) => {
          await holds.alone(`expertInvitations:${organisationId}`); // concurrent ones would not see each other in the count
          if ((await store.countOpen(organisationId)) >= mostInvitations)
            throw new DomainError('CONFLICT', 'experts.invitationsFull', { limit: mostInvitations });
          const userId = await ports.personWith(body.email);
          await store.saveInvitation({
            ...{
              _id: body.id,
              v: 1,
              version,
              organisationId,
              email: body.email,
              userId,
              state: 'open',
              invitedAt: now,
            },
          });
          return { type: 'expert.invited', data: { place }, concerns: concerning({ organisations: [organisationId] }) };
        },
      );
    },
    withdraw: (actor: Actor, id: string, body: Body<'experts.withdrawInvitation'>) =>
      settle('withdraw', actor, id, body, async () => {
        const invitation = await store.invitation(id);
        if (invitation?.organisationId !== actingOrganisation(actor).id)
          throw new DomainError('NOT_FOUND', 'common.notFound');
        return invitation;
      }),
    decline: (actor: Actor, id: string, body: Body<'experts.declineInvitation'>) =>
      settle('decline', actor, id, body, () => mine(signedIn(actor).userId, id)),
  };
}

export type ExpertsService = ReturnType<typeof expertsService>;
