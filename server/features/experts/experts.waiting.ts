import { confirmsIn } from '../../domain/experts/expert-visibility.ts';
import { expertWaitsFor, invitationWaitsFor } from '../../domain/experts/expert-waits.ts';
import type { OrganisationKind } from '../../domain/actors.ts';
import { type AuthorityLevel, placeFilter } from '../../domain/jurisdiction.ts';
import { idsOfStreams, type WaitingThings } from '../../platform/waiting-things.ts';
import type { ExpertsStore } from './experts.store.ts';

type Places = ReturnType<typeof placeFilter>;
type Decider = Readonly<{ _id: string; kind: OrganisationKind; place: string; level: AuthorityLevel | null }>;
type Names = (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
export type ExpertWaitingPorts = Readonly<{
  store: ExpertsStore;
  /** The approved authorities and centres with a seat in some places, and national authorities. */
  decidersIn: (places: readonly Places[]) => Promise<readonly Decider[]>;
  organisationNames: Names;
}>;

/** Applications to the pool: of those who confirm experts of the place. */
export const expertsWaiting = ({ store, decidersIn }: ExpertWaitingPorts): WaitingThings => ({
  kind: 'expert',
  isQueued: true,
  types: ['expert.applied', 'expert.revised', 'expert.stepped'],
  touchedBy: (events) => Promise.resolve(idsOfStreams(events, 'expert')),
  present: async (ids) => {
    const experts = await store.experts(ids);
    const applied = experts.filter(({ state }) => state === 'applied');
    const provinces = applied.map(({ place }) => placeFilter({ place, level: 'province' }));
    const deciders = provinces.length === 0 ? [] : await decidersIn(provinces);
    return new Map(
      experts.map(({ _id: userId, state, place }) => {
        const whom = deciders.filter((one) => confirmsIn(one, place)).map(({ _id }) => _id);
        return [userId, { tasks: expertWaitsFor({ userId, state }, whom), audience: whom }];
      }),
    );
  },
  pagesOfIds: store.pagesOfIds,
  named: () => Promise.resolve(new Map()), // a queue has no name
});

/** Invitations into the pool: of the person who has the address. */
export const expertInvitationsWaiting = ({ store, organisationNames }: ExpertWaitingPorts): WaitingThings => ({
  kind: 'expertInvitation',
  isQueued: false,
  types: ['expert.invited', 'expert.applied', 'expert.invitationDeclined', 'expert.invitationWithdrawn'],
  touchedBy: (events) => {
    const accepted = events.flatMap(({ type, data }) =>
      type === 'expert.applied' && data.invitationId !== null ? [data.invitationId] : [],
    );
    return Promise.resolve([...new Set([...idsOfStreams(events, 'expertInvitation'), ...accepted])]);
  },
  present: async (ids) =>
    new Map(
      (await store.invitations(ids)).map(({ _id: id, state, userId, organisationId }) => [
        id,
        { tasks: invitationWaitsFor({ id, state, userId }), audience: [organisationId] },
      ]),
    ),
  pagesOfIds: store.invitationPagesOfIds,
  named: async (whose, ids) => {
    const own = (await store.invitations(ids)).filter(({ userId }) => userId === whose);
    const names = await organisationNames(own.map(({ organisationId }) => organisationId));
    return new Map(own.map(({ _id, organisationId }) => [_id, { title: names.get(organisationId) ?? '', others: [] }]));
  },
});
