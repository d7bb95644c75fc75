import type { Input, Output } from '../../api/operations.ts';
import { needSteps } from '../../api/operations/needs.ts';
import { type Actor, actsFor, organisationIdOf } from '../../domain/actors.ts';
import { dateInShanghai } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import { isOver, needRoles } from '../../domain/needs/need.ts';
import { needProcess } from '../../domain/needs/need-process.ts';
import { mayKnowNeed, mayKnowOwner } from '../../domain/needs/need-visibility.ts';
import { understoodView } from '../../domain/needs/reading/understood.ts';
import { actingOrganisation } from '../../domain/permissions.ts';
import { allowedCommands } from '../../domain/process.ts';
import type { Clock } from '../../platform/clock.ts';
import { remembering } from '../../platform/remember.ts';
import type { NeedsPorts } from './needs.service.ts';
import { contentOf, type StoredNeed, understoodOf } from './needs.store.ts';

type NeedView = Output<'needs.get'>;

type NeedsReadPorts = Pick<NeedsPorts, 'store' | 'organisations' | 'reviewsRequired'> & Readonly<{ clock: Clock }>;

export function needsReads({ store, clock, organisations, reviewsRequired }: NeedsReadPorts) {
  const views = async (actor: Actor, needs: readonly StoredNeed[]): Promise<NeedView[]> => {
    const owners = await organisations([...new Set(needs.map(({ organisationId }) => organisationId))]);
    const today = dateInShanghai(clock.now());
    const isReviewed = remembering(reviewsRequired);
    const list: NeedView[] = [];
    for (const need of needs) {
      const roles = needRoles(actor, need.organisationId);
      const facts = roles.length > 0 && {
        reviewsRequired: await isReviewed(need.organisationId),
        isOver: isOver(need.content, today),
      };
      const allowed = facts ? allowedCommands(needProcess, need.state, roles, facts) : [];
      const name = owners.get(need.organisationId)?.name ?? '';
      list.push({
        ...viewOf(actor, need, name),
        allowed: allowed.filter((command) => command === 'revise' || needSteps.some((step) => step === command)),
      });
    }
    return list;
  };

  return {
    need: async (actor: Actor, id: string): Promise<NeedView> => {
      const need = await store.need(id);
      const [view] = need && mayKnowNeed(actor, need) ? await views(actor, [need]) : [];
      if (!view) throw new DomainError('NOT_FOUND', 'common.notFound');
      return view;
    },

    list: async (actor: Actor, query: Input<'needs.list'>['query']) => {
      const { rows, nextCursor } = await store.openPage(organisationIdOf(actor), query);
      return { items: await views(actor, rows), nextCursor };
    },

    mine: async (actor: Actor, query: Input<'needs.mine'>['query']) => {
      const { rows, nextCursor } = await store.ownPage(actingOrganisation(actor).id, query, query);
      return { items: await views(actor, rows), nextCursor };
    },

    counts: async (actor: Actor): Promise<Output<'needs.counts'>> => {
      const { id: organisationId } = actingOrganisation(actor);
      return { states: await store.countStates(organisationId) };
    },
  };
}

/** A need as the actor sees it: for others an anonymous need has nothing that tells whose it is. */
function viewOf(actor: Actor, need: StoredNeed, ownerName: string): Omit<NeedView, 'allowed'> {
  const content = contentOf(need);
  const isNamed = mayKnowOwner(actor, need);
  return {
    id: need._id,
    version: need.version,
    organisation: isNamed ? { id: need.organisationId, name: ownerName } : null,
    state: need.state,
    title: content.title,
    description: content.description,
    reference: isNamed ? (content.reference ?? null) : null,
    company: isNamed ? (content.company ?? null) : null,
    ipc: [...content.ipc],
    keywords: [...content.keywords],
    industry: content.industry ?? null,
    region: content.region ?? null,
    routes: [...content.routes],
    minimumMaturity: content.minimumMaturity ?? null,
    budgetFrom: content.budgetFrom ?? null,
    budgetTo: content.budgetTo ?? null,
    wantedBy: content.wantedBy ?? null,
    understood: understoodOf(need).map(understoodView),
    notMeant: actsFor(actor, need.organisationId) ? [...(need.notMeant ?? [])] : [],
    visibility: need.visibility,
    invited: actsFor(actor, need.organisationId) ? [...need.invited] : null,
    openedAt: need.openedAt?.toISOString() ?? null,
    deadline: isNamed ? need.deadline : null, // it tells in which place its owner lies
  };
}
