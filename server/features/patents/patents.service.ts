import type { Body } from '../../api/operations.ts';
import type { Actor, OrganisationKind } from '../../domain/actors.ts';
import { dateInShanghai } from '../../domain/calendar.ts';
import type { Terms, TermsOf } from '../../domain/deadlines.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Digest } from '../../domain/patents/identity.ts';
import { checkReason, correctedIn } from '../../domain/patents/corrections.ts';
import { lackingReason } from '../../domain/patents/least.ts';
import {
  isEnded,
  listingFacts,
  type ListingKeys,
  listingKeys,
  listingRoles,
  stateOfEnded,
} from '../../domain/patents/listing.ts';
import {
  type ListingCommand,
  type ListingFacts,
  listingProcess,
  type ListingState,
} from '../../domain/patents/listing-process.ts';
import { mayKnowListing } from '../../domain/patents/listing-visibility.ts';
import type { PatentContent } from '../../domain/patents/patent-content.ts';
import { enterPatent, type PatentEntry } from '../../domain/patents/patent-entry.ts';
import { actingOrganisation } from '../../domain/permissions.ts';
import { wholeCountry } from '../../domain/place.ts';
import { allowedCommands, step } from '../../domain/process.ts';
import type { Commands, Outcome } from '../../platform/events/commands.ts';
import type { OwnedBy } from '../../platform/events/concerns.ts';
import { contentOf, contentToStore, type PatentsStore, type StoredPatent } from './patents.store.ts';

/** Organisations by id. */
export type Organisations = (
  ids: readonly string[],
) => Promise<ReadonlyMap<string, Readonly<{ name: string; kind: OrganisationKind; place: string }>>>;

export type PatentsPorts = Readonly<{
  store: PatentsStore;
  commands: Commands;
  organisations: Organisations;
  /** Whether an organisation reviews its listings before they are published. */
  reviewsRequired: (organisationId: string) => Promise<boolean>;
  /** Call in a transaction that decides by `reviewsRequired`, after it; see `Holds`. `key`: the command's id. */
  restOnReviews: (organisationId: string, key: string) => Promise<void>;
  digest: Digest;
  concernsOf: OwnedBy;
  termsOf: TermsOf;
}>;

type ListingTerms = Terms<ListingState, ListingCommand>;

/** The commands on listings. */
export function patentsService(ports: PatentsPorts) {
  const { store, commands, organisations, reviewsRequired, digest, termsOf, concernsOf } = ports;
  const nameOf = async (organisationId: string) =>
    (await organisations([organisationId])).get(organisationId)?.name ?? '';

  /** The listing; NOT_FOUND when the actor may not know of it. */
  const found = async (actor: Actor, id: string): Promise<StoredPatent> => {
    const patent = await store.patent(id);
    if (!patent || !mayKnowListing(actor, patent)) throw new DomainError('NOT_FOUND', 'common.notFound');
    return patent;
  };

  /** Throws CONFLICT when the organisation has another listing of this number, as a row of a list would find it. */
  const checkUnknown = async (
    organisationId: string,
    { identity, publicationName }: ListingKeys,
    self: string | null,
  ): Promise<void> => {
    const names = [publicationName].flatMap((name) => name ?? []);
    const known = await store.known(organisationId, {
      ...{ identity: [identity, ...names.map((name) => `publication:${name}`)], publicationName: names },
      rowDigests: [],
    });
    const other = known.find(({ _id }) => _id !== self);
    if (!other) return;
    const field = other.identity === identity && identity.startsWith('application:') ? 'application' : 'publication';
    throw new DomainError('CONFLICT', 'patents.alreadyListed', { field: `${field}Number` });
  };

  /** The listing after a step; throws NOT_ALLOWED or WRONG_STATE. */
  const stepped = (
    actor: Actor,
    patent: StoredPatent,
    given: Body<'patents.step'>['step'],
    { now, terms, needsReview }: { now: Date; terms: ListingTerms; needsReview: boolean },
  ): StoredPatent => {
    const facts = listingFacts(patent, needsReview, dateInShanghai(now));
    const roles = listingRoles(actor, patent.organisationId);
    const reason = lackingReason(contentOf(patent));
    const wasOnlyLacking =
      reason !== undefined &&
      !allowedCommands(listingProcess, patent.state, roles, facts).includes(given) &&
      allowedCommands(listingProcess, patent.state, roles, { ...facts, isComplete: true }).includes(given);
    if (wasOnlyLacking) throw new DomainError('WRONG_STATE', reason);
    const state = step(listingProcess, patent.state, given, roles, facts);
    return {
      ...patent,
      publishedAt: given === 'publish' ? now : patent.publishedAt,
      deadline: terms({ from: patent.state, command: given, to: state }, patent.deadline),
      isReviewed: given === 'approveInSchool' || (patent.isReviewed && given !== 'sendBack'),
      state,
      version: patent.version + 1,
    };
  };

  /** What steps depend on besides the listing: required reviews, and how terms that begin now are counted. */
  const circumstances = async (organisationId: string, commandId: string, now: Date) => {
    const today = dateInShanghai(now);
    const place = (await organisations([organisationId])).get(organisationId)?.place ?? wholeCountry;
    const terms = await termsOf(listingProcess, place, today);
    const needsReview = await reviewsRequired(organisationId);
    await ports.restOnReviews(organisationId, commandId);
    return { now, terms, needsReview };
  };

  return {
    create: (actor: Actor, body: Body<'patents.create'>): Promise<Outcome> =>
      commands.execute(
        { operation: 'patents.create', stream: `patent:${body.id}`, actor, body },
        async ({ now, version }) => {
          const organisation = actingOrganisation(actor);
          const content = enterPatent(body, dateInShanghai(now));
          const keys = listingKeys(content, await nameOf(organisation.id), digest);
          await checkUnknown(organisation.id, keys, null);
          await store.save(newListing({ id: body.id, version, organisationId: organisation.id, content, keys, now }));
          return {
            type: 'patent.created',
            data: { organisationId: organisation.id, identity: keys.identity, contentDigest: keys.contentDigest },
            concerns: await concernsOf(organisation.id),
          };
        },
      ),

    revise: (actor: Actor, id: string, body: Body<'patents.revise'>): Promise<Outcome> =>
      commands.execute(
        {
          operation: 'patents.revise',
          stream: `patent:${id}`,
          actor,
          body,
          currentVersion: () => store.versionOf(id),
        },
        async ({ now, version }) => {
          const patent = await found(actor, id);
          const today = dateInShanghai(now);
          const { commandId: _, expectedVersion: __, reason, ...changes } = body;
          const state = step(
            listingProcess,
            patent.state,
            'revise',
            listingRoles(actor, patent.organisationId),
            listingFacts(patent, await reviewsRequired(patent.organisationId), today),
          );
          const content = enterPatent(withChanges(contentOf(patent), stated(changes)), today);
          const corrected = correctedIn(contentOf(patent), content);
          checkReason(corrected, patent.state, reason);
          const keys = listingKeys(content, await nameOf(patent.organisationId), digest);
          if (corrected.length > 0) await checkUnknown(patent.organisationId, keys, id);
          if (reason !== undefined) await store.addNote(id, version, reason);
          const revised = { ...patent, content: contentToStore(content), ...keys, state, version };
          await store.save(isEnded(content, keys.endsOn, today) ? lapsed(revised) : revised);
          return {
            type: 'patent.revised',
            data: {
              fields: Object.keys(stated(changes)).sort(),
              contentDigest: keys.contentDigest,
              ...(corrected.length > 0 ? { corrected } : {}),
            },
            concerns: await concernsOf(patent.organisationId),
          };
        },
      ),

    step: (actor: Actor, id: string, body: Body<'patents.step'>): Promise<Outcome> =>
      commands.execute(
        { operation: 'patents.step', stream: `patent:${id}`, actor, body, currentVersion: () => store.versionOf(id) },
        async ({ now }) => {
          const patent = await found(actor, id);
          const next = stepped(
            actor,
            patent,
            body.step,
            await circumstances(patent.organisationId, body.commandId, now),
          );
          await store.save(next);
          const data = { step: body.step, from: patent.state, to: next.state };
          return { type: 'patent.stepped', data, concerns: await concernsOf(patent.organisationId) };
        },
      ),

    /** The same step for many listings of the actor's organisation: for all of them, or it throws. */
    stepMany: (actor: Actor, body: Body<'patents.stepMany'>): Promise<Outcome> =>
      commands.execute(
        { operation: 'patents.stepMany', stream: `patentBatch:${body.id}`, actor, body },
        async ({ now }) => {
          const { id: organisationId } = actingOrganisation(actor);
          const patentIds = [...new Set(body.patentIds)];
          const patents = (await store.all(patentIds)).filter((patent) => patent.organisationId === organisationId);
          if (patents.length < patentIds.length) throw new DomainError('NOT_FOUND', 'common.notFound');
          const given = await circumstances(organisationId, body.commandId, now);
          await store.replaceAll(patents.map((patent) => stepped(actor, patent, body.step, given)));
          const data = { step: body.step, changed: patentIds };
          return { type: 'patents.stepped', data, concerns: await concernsOf(organisationId) };
        },
      ),

    /** Whether the actor may see the listing and follow its stream. */
    maySee: async (actor: Actor, id: string): Promise<boolean> => {
      const patent = await store.patent(id);
      return patent !== null && mayKnowListing(actor, patent);
    },
  };
}

/** A listing whose right has ended, see `stateOfEnded`. */
export function lapsed(patent: StoredPatent): StoredPatent {
  const state = stateOfEnded(patent.state);
  return state === patent.state ? patent : { ...patent, state, deadline: null };
}

/** A draft after it is published. */
export function published(draft: StoredPatent, facts: ListingFacts, terms: ListingTerms, now: Date): StoredPatent {
  const state = step(listingProcess, draft.state, 'publish', ['supplier'], facts);
  const deadline = terms({ from: draft.state, command: 'publish', to: state }, draft.deadline);
  return { ...draft, state, deadline, publishedAt: now };
}

/** A new listing as a draft. */
export function newListing({
  id,
  version,
  organisationId,
  content,
  keys,
  now,
}: {
  id: string;
  version: number;
  organisationId: string;
  content: PatentContent;
  keys: ReturnType<typeof listingKeys>;
  now: Date;
}): StoredPatent {
  return {
    _id: id,
    v: 1,
    version,
    organisationId,
    unitId: null,
    content: contentToStore(content),
    ...keys,
    state: listingProcess.initial,
    isReviewed: false,
    rowDigests: [],
    enteredAt: now,
    publishedAt: null,
    deadline: null,
    lastUsedOn: null,
  };
}

/** The content with changes; when a number changes without a type, the type follows from the new number. */
function withChanges(content: PatentContent, changes: Partial<PatentEntry>): PatentEntry {
  const isRenumbered = changes.applicationNumber !== undefined || changes.publicationNumber !== undefined;
  return { ...content, ...(isRenumbered ? { type: undefined } : {}), ...changes };
}

/** Drops undefined fields, which leave the listing as it is. */
function stated<Fields extends object>(changes: Fields): Stated<Fields> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Stated<Fields>;
}
type Stated<Fields> = { [Field in keyof Fields]?: Exclude<Fields[Field], undefined> };
