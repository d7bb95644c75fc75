import type { Body } from '../../api/operations.ts';
import type { Actor } from '../../domain/actors.ts';
import { dateInShanghai } from '../../domain/calendar.ts';
import type { TermsOf } from '../../domain/deadlines.ts';
import { DomainError } from '../../domain/errors.ts';
import { enterNeed, isOver, needIdentity, needRoles, openStates } from '../../domain/needs/need.ts';
import type { NeedContent } from '../../domain/needs/need-content.ts';
import { type NeedFacts, needProcess } from '../../domain/needs/need-process.ts';
import { mayKnowNeed } from '../../domain/needs/need-visibility.ts';
import { readNeed } from '../../domain/needs/reading/read-need.ts';
import type { Understood } from '../../domain/needs/reading/understood.ts';
import { contentDigest } from '../../domain/patents/identity.ts';
import { actingOrganisation } from '../../domain/permissions.ts';
import { wholeCountry } from '../../domain/place.ts';
import { step } from '../../domain/process.ts';
import type { Commands, Outcome } from '../../platform/events/commands.ts';
import type { OwnedBy } from '../../platform/events/concerns.ts';
import { contentOf, contentToStore, type NeedsStore, type StoredNeed } from './needs.store.ts';

/** Organisations by id. */
export type Organisations = (
  ids: readonly string[],
) => Promise<ReadonlyMap<string, Readonly<{ name: string; place: string }>>>;

export type NeedsPorts = Readonly<{
  store: NeedsStore;
  commands: Commands;
  organisations: Organisations;
  /** Whether an organisation reviews its needs before they are published. */
  reviewsRequired: (organisationId: string) => Promise<boolean>;
  /** Call in a transaction that decides by `reviewsRequired`, after it; see `Holds`. `key`: the command's id. */
  restOnReviews: (organisationId: string, key: string) => Promise<void>;
  digest: (text: string) => string;
  concernsOf: OwnedBy;
  termsOf: TermsOf;
}>;

/** The commands on single needs. */
export function needsService({
  store,
  commands,
  organisations,
  reviewsRequired,
  restOnReviews,
  digest,
  termsOf,
  concernsOf,
}: NeedsPorts) {
  const factsOf = async (need: StoredNeed, now: Date): Promise<NeedFacts> => ({
    reviewsRequired: await reviewsRequired(need.organisationId),
    isOver: isOver(need.content, dateInShanghai(now)),
  });

  /** The need; NOT_FOUND when the actor may not know of it. */
  const found = async (actor: Actor, id: string): Promise<StoredNeed> => {
    const need = await store.need(id);
    if (!need || !mayKnowNeed(actor, need)) throw new DomainError('NOT_FOUND', 'common.notFound');
    return need;
  };

  return {
    create: (actor: Actor, body: Body<'needs.create'>): Promise<Outcome> =>
      commands.execute(
        { operation: 'needs.create', stream: `need:${body.id}`, actor, body },
        async ({ now, version }) => {
          const { id: organisationId } = actingOrganisation(actor);
          const { id, commandId: _, expectedVersion: __, visibility, invited, notMeant, ...entry } = body;
          const content = enterNeed(entry);
          const need = newNeed({ id, version, organisationId, content, digest, now });
          await store.save({ ...need, visibility, invited, notMeant });
          return {
            type: 'need.created',
            data: { organisationId, identity: need.identity, contentDigest: need.contentDigest },
            concerns: await concernsOf(organisationId, invited),
          };
        },
      ),

    revise: (actor: Actor, id: string, body: Body<'needs.revise'>): Promise<Outcome> =>
      commands.execute(
        { operation: 'needs.revise', stream: `need:${id}`, actor, body, currentVersion: () => store.versionOf(id) },
        async ({ now, version }) => {
          const need = await found(actor, id);
          const { commandId: _, expectedVersion: __, visibility, invited, notMeant, ...rest } = body;
          const facts = await factsOf(need, now);
          const state = step(needProcess, need.state, 'revise', needRoles(actor, need.organisationId), facts);
          const changes = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
          const content = enterNeed({ ...contentOf(need), ...changes });
          const revised = contentDigest(content, digest);
          await store.save({
            ...need,
            content: contentToStore(content),
            identity: needIdentity(content, digest),
            contentDigest: revised,
            visibility: visibility ?? need.visibility,
            invited: invited ?? need.invited,
            understood: understoodAfter(need, content.description, now),
            notMeant: notMeant ?? need.notMeant ?? [],
            state,
            version,
          });
          const fields = [
            ...Object.keys(changes),
            ...(visibility ? ['visibility'] : []),
            ...(invited ? ['invited'] : []),
            ...(notMeant ? ['notMeant'] : []),
          ];
          // also organisations that are no longer invited
          const concerns = await concernsOf(need.organisationId, [...(invited ?? []), ...need.invited]);
          return { type: 'need.revised', data: { fields: fields.sort(), contentDigest: revised }, concerns };
        },
      ),

    step: (actor: Actor, id: string, body: Body<'needs.step'>): Promise<Outcome> =>
      commands.execute(
        { operation: 'needs.step', stream: `need:${id}`, actor, body, currentVersion: () => store.versionOf(id) },
        async ({ now, version }) => {
          const need = await found(actor, id);
          const today = dateInShanghai(now);
          const roles = needRoles(actor, need.organisationId);
          const state = step(needProcess, need.state, body.step, roles, await factsOf(need, now));
          await restOnReviews(need.organisationId, body.commandId);
          const isOpen = openStates.includes(state);
          const place = (await organisations([need.organisationId])).get(need.organisationId)?.place ?? wholeCountry;
          const terms = await termsOf(needProcess, place, today);
          await store.save({
            ...need,
            openedAt: isOpen && !openStates.includes(need.state) ? now : need.openedAt,
            deadline: terms({ from: need.state, command: body.step, to: state }, need.deadline),
            state,
            version,
          });
          const data = { step: body.step, from: need.state, to: state };
          return { type: 'need.stepped', data, concerns: await concernsOf(need.organisationId, need.invited) };
        },
      ),

    /** Whether the actor may see the need and follow its stream. */
    maySee: async (actor: Actor, id: string): Promise<boolean> => {
      const need = await store.need(id);
      return need !== null && mayKnowNeed(actor, need);
    },
  };
}

/** The reading after a change; an unchanged text keeps the one of the day on which it was written. */
export function understoodAfter(need: StoredNeed, description: string, now: Date): readonly Understood[] {
  const isSame = need.content.description === description;
  return (isSame && need.understood) || readNeed(description, dateInShanghai(isSame ? need.enteredAt : now));
}

/** A new need as a draft. */
export function newNeed({
  id,
  version,
  organisationId,
  content,
  digest,
  now,
}: {
  id: string;
  version: number;
  organisationId: string;
  content: NeedContent;
  digest: (text: string) => string;
  now: Date;
}): StoredNeed {
  return {
    _id: id,
    v: 1,
    version,
    organisationId,
    unitId: null,
    content: contentToStore(content),
    identity: needIdentity(content, digest),
    contentDigest: contentDigest(content, digest),
    rowDigests: [],
    state: needProcess.initial,
    visibility: 'public',
    invited: [],
    understood: readNeed(content.description, dateInShanghai(now)),
    notMeant: [],
    enteredAt: now,
    openedAt: null,
    deadline: null,
  };
}
