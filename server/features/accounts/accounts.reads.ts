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
import { afterCursor, nextCursor } from '../../platform/doors/paging.ts';
import type { AccountsStore, StoredMembership, StoredOrganisation, StoredUser } from './accounts.store.ts';

type OrganisationView = Output<'organisations.get'>;
type Page = { limit: number; cursor?: string | undefined };

/** What people see of accounts. */
export function accountsReads({ models, ...store }: AccountsStore) {
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
      const rows = await models.organisation
        .find({
          ...(query.state ? { state: query.state } : {}),
          ...(query.kind ? { kind: query.kind } : {}),
          ...placesOf(actor),
          ...afterCursor(query.cursor, ['name', '_id']),
        })
        .sort({ name: 1, _id: 1 })
        .limit(query.limit + 1)
        .lean<StoredOrganisation[]>();
      const items = rows.slice(0, query.limit);
      return {
        items: items.map((found) => view(found, decisionsOf(actor, found), true)),
        nextCursor: nextCursor(rows, query.limit, ({ name, _id }) => [name, _id]),
      };
    },

    centres: async ({ limit, cursor }: Page): Promise<Output<'centres.list'>> => {
      const rows = await models.organisation
        .find({ kind: 'centre', state: 'approved', ...afterCursor(cursor, ['name', '_id']) })
        .sort({ name: 1, _id: 1 })
        .limit(limit + 1)
        .lean<StoredOrganisation[]>();
      return {
        items: rows.slice(0, limit).map(({ _id, name, place }) => ({ id: _id, name, place })),
        nextCursor: nextCursor(rows, limit, ({ name, _id }) => [name, _id]),
      };
    },

    members: async (actor: Actor, organisationId: string, query: Page) => {
      if (!mayReadMembers(actor, organisationId)) throw new DomainError('NOT_FOUND', 'common.notFound');
      const rows = await models.membership
        .find({ organisationId, until: null, ...afterCursor(query.cursor, ['since', '_id'], (text) => new Date(text)) })
        .sort({ since: 1, _id: 1 })
        .limit(query.limit + 1)
        .lean<StoredMembership[]>();
      const shown = rows.slice(0, query.limit);
      const userIds = shown.map(({ userId }) => userId);
      const people = await models.user.find({ _id: { $in: userIds } }).lean<StoredUser[]>();
      const elsewhere = await store.belongElsewhere(userIds, organisationId);
      const byId = new Map(people.map((user) => [user._id, user]));
      return {
        items: shown.flatMap(({ userId, role, since }) => {
          const user = byId.get(userId);
          if (!user) return [];
          const { displayName, email, isAdministrator } = user;
          const belongsElsewhere = elsewhere.has(userId);
          const allowed = memberCommandsOf(actor, { userId, organisationId, isAdministrator, belongsElsewhere });
          return [{ userId, displayName, email, role, joinedAt: since.toISOString(), allowed }];
        }),
        nextCursor: nextCursor(rows, query.limit, ({ since, _id }) => [since.toISOString(), _id]),
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
  if (!authority || isAdministrator(actor)) return {};
  const { first, last } = placeFilter(authority);
  return { place: { $gte: first, $lte: last } };
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
