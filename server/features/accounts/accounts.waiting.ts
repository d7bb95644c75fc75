import { placeFilter } from '../../domain/jurisdiction.ts';
import { authorityDecidesOn, type JudgedOrganisation } from '../../domain/organisations.ts';
import { waitsFor } from '../../domain/organisations/organisation-waits.ts';
import { operators } from '../../domain/tasks.ts';
import { idsOfStreams, type WaitingThings } from '../../platform/waiting-things.ts';
import type { AccountsStore, StoredOrganisation } from './accounts.store.ts';

type Store = Pick<AccountsStore, 'organisations' | 'pendingIn' | 'authoritiesIn' | 'pagesOfOrganisationIds'>;

const judged = ({ _id: id, ...one }: StoredOrganisation): JudgedOrganisation => ({ ...one, id });
const provinceOf = (place: string) => placeFilter({ place, level: 'province' });

/** The organisations that wait for a decision: of those who operate the installation, and of the authorities of their place. */
export const organisationsWaiting = ({ store }: Readonly<{ store: Store }>): WaitingThings => ({
  kind: 'organisation',
  isQueued: true,
  types: [
    ...(['organisation.registered', 'organisation.approved', 'organisation.refused'] as const),
    ...(['organisation.suspended', 'organisation.claimConfirmed', 'organisation.claimRefused'] as const),
    'organisation.memberChanged',
  ],
  touchedBy: async (events) => {
    const own = idsOfStreams(events, 'organisation');
    // an authority that begins or ends to decide: all that wait in its place
    const decided = events.filter(({ type }) => type === 'organisation.approved' || type === 'organisation.suspended');
    const others: string[] = [];
    for (const { kind, place, level } of (await store.organisations(idsOfStreams(decided, 'organisation'))).values()) {
      if (kind === 'authority' && level) others.push(...(await store.pendingIn(placeFilter({ place, level }))));
    }
    return [...new Set([...own, ...others])];
  },
  present: async (ids) => {
    const organisations = [...(await store.organisations(ids)).values()];
    const pending = organisations.filter(({ state }) => state === 'pending');
    const authorities =
      pending.length === 0 ? [] : await store.authoritiesIn(pending.map(({ place }) => provinceOf(place)));
    return new Map(
      organisations.map((organisation) => {
        const { _id: id, state } = organisation;
        const deciders = authorities.filter(({ _id, place, level }) =>
          level ? authorityDecidesOn({ id: _id, place, level }, judged(organisation)) : false,
        );
        const whom = [operators, ...deciders.map(({ _id }) => _id)];
        return [id, { tasks: waitsFor({ id, state }, whom), audience: [id] }];
      }),
    );
  },
  pagesOfIds: store.pagesOfOrganisationIds,
  named: async (organisationId, ids) =>
    new Map(
      [...(await store.organisations(ids.filter((id) => id === organisationId))).values()].map(({ _id, name }) => [
        _id,
        { title: name, others: [] },
      ]),
    ),
});
