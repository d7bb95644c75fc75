import type { Download } from '../../api/operation.ts';
import type { Input, Output } from '../../api/operations.ts';
import { type Actor, authorityOf, isAdministrator, type Person } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import { mayRevokeInvitations, memberCommandsOf } from '../../domain/members.ts';
import { placeFilter } from '../../domain/jurisdiction.ts';
import { mayDecideOn, organisationProcess } from '../../domain/organisations.ts';
import {
  mayReadInside,
  mayReadMembers,
  mayReadOrganisation,
} from '../../domain/organisations/organisation-visibility.ts';
import { allowedCommands } from '../../domain/process.ts';
import type { Language } from '../../domain/messages.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Files } from '../../platform/files/files.ts';
import type { PageQuery } from '../../platform/database/page.store.ts';
import type { AccountsStore, StoredOrganisation } from './accounts.store.ts';
import type { LinksStore } from './links.store.ts';
import type { SignInService } from './sign-in.service.ts';

type OrganisationView = Output<'organisations.get'>;

export type AccountsReadsPorts = Readonly<{
  store: AccountsStore;
  links: LinksStore;
  clock: Clock;
  files: Files;
  /** How many registrations with the person's address wait for the person's word. */
  openClaims: (person: Person) => Promise<number>;
  triedInVain: SignInService['triedInVain'];
  isMailOffered: boolean;
}>;

/** What people see of accounts. */
export function accountsReads(ports: AccountsReadsPorts) {
  const { store, links, clock, files, openClaims, triedInVain, isMailOffered } = ports;
  const meView = async (person: Person, language: Language) => {
    const { userId, organisation: acting } = person;
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
      openClaims: await openClaims(person),
      consent: user.consent ? { version: user.consent.version, at: user.consent.at.toISOString() } : null,
      triedInVain: await triedInVain(userId),
      mail: !isMailOffered ? ('off' as const) : user.addressProvedAt ? ('proved' as const) : ('unproved' as const),
      organisation: organisation ? { ...view(organisation, [], true, noOthers), memberRole: acting.memberRole } : null,
      memberships: memberships.flatMap(({ organisationId: id, role }) => {
        const its = organisations.get(id);
        return its ? [{ organisation: { id, name: its.name }, kind: its.kind, state: its.state, role }] : [];
      }),
    };
  };

  /** The pages of organisations; of those that the caller decides on, with the others that share their code or name. */
  const viewsOf = async (actor: Actor, found: readonly StoredOrganisation[]): Promise<OrganisationView[]> => {
    const decided = found.filter((organisation) => mayDecideOn(actor, judged(organisation)));
    const isNone = decided.length === 0;
    const withCodes = isNone ? [] : await store.withCodes(decided.map(({ creditCode }) => creditCode));
    const withKeys = isNone ? [] : await store.withNameKeys(decided.map(({ nameKey }) => nameKey));
    return found.map((one) => {
      const others = decided.includes(one)
        ? {
            sameCode: withCodes.filter(({ _id, creditCode }) => creditCode === one.creditCode && _id !== one._id),
            sameName: withKeys.filter(({ _id, nameKey }) => nameKey === one.nameKey && _id !== one._id),
          }
        : noOthers;
      const isInside = mayReadInside(actor, judged(one));
      return view(one, decisionsOf(actor, one, others.sameCode), isInside, shownTo(actor, others));
    });
  };

  return {
    me: (actor: Actor, language: Language): Promise<Output<'accounts.me'>> =>
      actor.kind === 'person' ? meView(actor, language) : Promise.resolve(null),

    organisation: async (actor: Actor, id: string): Promise<OrganisationView> => {
      const found = await store.organisation(id);
      if (!found || !mayReadOrganisation(actor, judged(found))) throw new DomainError('NOT_FOUND', 'common.notFound');
      const [shown] = await viewsOf(actor, [found]);
      if (!shown) throw new Error('one organisation has one view');
      return shown;
    },

    /** The licence that came with a registration; NOT_FOUND for whoever may not read inside, and where there is none. */
    licence: async (actor: Actor, id: string, isShown: boolean): Promise<Download> => {
      const found = await store.organisation(id);
      const fileId = found && mayReadInside(actor, judged(found)) ? found.licence?.fileId : undefined;
      const file = fileId === undefined ? null : await files.find(fileId);
      if (!file) throw new DomainError('NOT_FOUND', 'common.notFound');
      return {
        fileName: file.name,
        content: await files.read(file),
        showAs: isShown ? await files.shownAs(file) : null,
      };
    },

    organisations: async (actor: Actor, query: Input<'organisations.list'>['query']) => {
      const wanted = { state: query.state, kind: query.kind, places: placesOf(actor) };
      const { rows, nextCursor } = await store.organisationsPage(wanted, query);
      return { items: await viewsOf(actor, rows), nextCursor };
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

    invitations: async (
      actor: Actor,
      organisationId: string,
      query: PageQuery,
    ): Promise<Output<'invitations.list'>> => {
      if (!mayRevokeInvitations(actor, organisationId)) throw new DomainError('NOT_FOUND', 'common.notFound');
      const { rows, nextCursor } = await links.openInvitations(organisationId, clock.now(), query);
      const names = await store.peopleNames(rows.flatMap(({ invitedBy }) => invitedBy ?? []));
      return {
        items: rows.map(({ _id, email, role, invitedBy, expiresAt }) => {
          const displayName = invitedBy && names.get(invitedBy);
          return {
            ...{ id: _id, email, role, expiresAt: expiresAt.toISOString(), allowed: ['revoke' as const] },
            invitedBy: displayName ? { userId: invitedBy, displayName } : null,
          };
        }),
        nextCursor,
      };
    },
  };
}

const judged = ({ _id, kind, place, level, state }: StoredOrganisation) => ({ id: _id, kind, place, level, state });

type Others = Readonly<Record<'sameCode' | 'sameName', readonly StoredOrganisation[]>>;
const noOthers = { sameCode: [], sameName: [] };

/** Others are named to whoever decides; not each of them is theirs to open. */
function shownTo(actor: Actor, { sameCode, sameName }: Others) {
  const shown = (other: StoredOrganisation) => {
    const { _id: id, name, state } = other;
    return { id, name, state, isReadable: mayReadOrganisation(actor, judged(other)) };
  };
  return { sameCode: sameCode.map(shown), sameName: sameName.map(shown) };
}

/** What the caller may decide; where another approved organisation holds the code, it is awarded instead of approving. */
function decisionsOf(actor: Actor, found: StoredOrganisation, rivals: readonly StoredOrganisation[]): string[] {
  if (!mayDecideOn(actor, judged(found))) return [];
  const decisions: string[] = allowedCommands(organisationProcess, found.state, ['decider'], undefined);
  const holder = rivals.find(({ state }) => state === 'approved');
  if (!holder || !decisions.includes('approve')) return decisions;
  const others = decisions.filter((decision) => decision !== 'approve');
  return mayDecideOn(actor, judged(holder)) ? ['awardCode', ...others] : others;
}

/** An administrator sees every organisation, an authority those of its jurisdiction. */
function placesOf(actor: Actor) {
  const authority = authorityOf(actor);
  return authority && !isAdministrator(actor) ? placeFilter(authority) : undefined;
}

/** `isInside`: also what only its members and those who decide on it may read. */
const view = (
  found: StoredOrganisation,
  allowed: string[],
  isInside: boolean,
  others: Pick<OrganisationView, 'sameCode' | 'sameName'>,
): OrganisationView => ({
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
  licence: (isInside && found.licence) || null,
  ...others,
  allowed,
});
