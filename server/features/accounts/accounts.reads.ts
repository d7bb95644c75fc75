import type { Input, Output } from '../../api/operations.ts';
import { type Actor, authorityOf, isAdministrator, type Person } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import { memberCommandsOf } from '../../domain/members.ts';
import { placeFilter } from '../../domain/jurisdiction.ts';
import { mayDecideOn, organisationProcess } from '../../domain/organisations.ts';
import {
  mayReadInside,
  mayReadMembers,
  mayReadOrganisation,
} from '../../domain/organisations/organisation-visibility.ts';
import { allowedCommands } from '../../domain/process.ts';
import type { Language } from '../../domain/messages.ts';
import type { PageQuery } from '../../platform/database/page.store.ts';
import type { AccountsStore, StoredOrganisation } from './accounts.store.ts';

type OrganisationView = Output<'organisations.get'>;

/** What people see of accounts. */
export function accountsReads(store: AccountsStore) {
  const meView = async ({ userId, organisation: acting }: Person, language: Language) => {
    const user = await store.user(userId);
    if (!user) return null;
    const memberships = await store.memberships(userId);
    const organisations = await store.organisations(memberships.map(({ organisationId }) => organisationId));
    const organisation = acting && organisations.get(acting.id);
    return {
      userId,
      displayName: user.displayName,
      language: user.language ?? language,
      isAdministrator: user.isAdministrator,
      organisation: organisation ? { ...view(organisation, [], true), memberRole: acting.memberRole } : null,
      memberships: memberships.flatMap(({ organisationId: id, role }) => {
        const its = organisations.get(id);
        return its ? [{ organisation: { id, name: its.name }, kind: its.kind, state: its.state, role }] : [];
      }),
    };
  };

  return {
    me: (actor: Actor, language: Language): Promise<Output<'accounts.me'>> =>
      actor.kind === 'person' ? meView(actor, language) : Promise.resolve(null),

    organisation: async (actor: Actor, id: string): Promise<OrganisationView> => {
      const found = await store.organisation(id);
      if (!found || !mayReadOrganisation(actor, judged(found))) throw new DomainError('NOT_FOUND', 'common.notFound');
      return view(found, decisionsOf(actor, found), mayReadInside(actor, judged(found)));
    },

    organisations: async (actor: Actor, query: Input<'organisations.list'>['query']) => {
      const wanted = { state: query.state, kind: query.kind, places: placesOf(actor) };
      const { rows, nextCursor } = await store.organisationsPage(wanted, query);
      return { items: rows.map((found) => view(found, decisionsOf(actor, found), true)), nextCursor };
    },

    centres: async (query: PageQuery): Promise<Output<'centres.list'>> => {
      const { rows, nextCursor } = await store.organisationsPage({ kind: 'centre', state: 'approved' }, query);
      return { items: rows.map(({ _id, name, place }) => ({ id: _id, name, place })), nextCursor };
    },

    members: async (actor: Actor, organisationId: string, query: PageQuery) => {
      if (!mayReadMembers(actor, organisationId)) throw new DomainError('NOT_FOUND', 'common.notFound');
      const { rows, nextCursor } = await store.membersPage(organisationId, query);
      const userIds = rows.map(({ userId }) => userId);
      const people = await store.users(userIds);
      const elsewhere = await store.belongElsewhere(userIds, organisationId);
      return {
        items: rows.flatMap(({ userId, role, since }) => {
          const user = people.get(userId);
          if (!user) return [];
          const { displayName, email, isAdministrator } = user;
          const belongsElsewhere = elsewhere.has(userId);
          const allowed = memberCommandsOf(actor, { userId, organisationId, isAdministrator, belongsElsewhere });
          return [{ userId, displayName, email, role, joinedAt: since.toISOString(), allowed }];
        }),
        nextCursor,
      };
    },
  };
}

const judged = ({ _id, kind, place, level, state }: StoredOrganisation) => ({ id: _id, kind, place, level, state });

const decisionsOf = (actor: Actor, found: StoredOrganisation): string[] =>
  mayDecideOn(actor, judged(found)) ? allowedCommands(organisationProcess, found.state, ['decider'], undefined) : [];

/** An administrator sees every organisation, an authority those of its jurisdiction. */
function placesOf(actor: Actor) {
  const authority = authorityOf(actor);
  return authority && !isAdministrator(actor) ? placeFilter(authority) : undefined;
}

/** `isInside`: for its members and whoever decides on it. */
const view = (found: StoredOrganisation, allowed: string[], isInside: boolean): OrganisationView => ({
  id: found._id,
  version: found.version,
  name: found.name,
  kind: found.kind,
  creditCode: found.creditCode,
  place: found.place,
  level: found.level ?? null,
  state: found.state,
  decisionReason: (isInside && found.decisionReason) || null,
  isSme: found.isSme,
  allowed,
});
