import { type Actor, actsFor } from '../../domain/actors.ts';
import { mayKnowExpert } from '../../domain/experts/expert-visibility.ts';
import type { Feature, Ground } from '../../platform/feature.ts';
import { expertsReads } from './experts.reads.ts';
import { type ExpertPorts, expertsService } from './experts.service.ts';
import { expertsStore } from './experts.store.ts';
import { expertInvitationsWaiting, expertsWaiting, type ExpertWaitingPorts } from './experts.waiting.ts';

type Names = ExpertWaitingPorts['organisationNames'];
type ExpertNeeds = Pick<ExpertPorts, 'personWith' | 'addressOf' | 'organisation'> &
  Omit<ExpertWaitingPorts, 'store'> &
  Readonly<{ people: Names }>;

/** The one pool of experts, for everything that is judged. */
export function expertsFeature({ database, commands, holds, proofOf }: Ground, needs: ExpertNeeds) {
  const store = expertsStore(database);
  const service = expertsService({ ...needs, store, commands, holds, proofOf });
  const reads = expertsReads({ ...needs, store });
  return {
    handlers: {
      'experts.me': ({ actor }) => reads.me(actor),
      'experts.apply': ({ actor, body }) => service.apply(actor, body),
      'experts.revise': ({ actor, body }) => service.revise(actor, body),
      'experts.step': ({ actor, body }) => service.step(actor, body),
      'experts.invite': ({ actor, body }) => service.invite(actor, body),
      'experts.invitations': ({ actor, query }) => reads.invitations(actor, query),
      'experts.withdrawInvitation': ({ actor, params, body }) =>
        service.withdraw(actor, params.expertInvitationId, body),
      'experts.declineInvitation': ({ actor, params, body }) => service.decline(actor, params.expertInvitationId, body),
      'experts.list': ({ actor, query }) => reads.list(actor, query),
      'experts.get': ({ actor, params }) => reads.expert(actor, params.expertId),
      'experts.decide': ({ actor, params, body }) => service.decide(actor, params.expertId, body),
    },
    streamGuards: {
      expert: async (actor: Actor, userId: string) => {
        const expert = await store.expert(userId);
        return expert !== null && mayKnowExpert(actor, { ...expert, userId });
      },
      expertInvitation: async (actor: Actor, id: string) => {
        const invitation = await store.invitation(id);
        return invitation !== null && actsFor(actor, invitation.organisationId);
      },
    },
    offers: {
      waiting: {
        experts: expertsWaiting({ ...needs, store }),
        invitations: expertInvitationsWaiting({ ...needs, store }),
      },
    },
  } satisfies Feature;
}
