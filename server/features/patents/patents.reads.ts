import type { Input, Output } from '../../api/operations.ts';
import { listingSteps, patentsOperations, shownOfPatent } from '../../api/operations/patents.ts';
import { type Actor, actsFor, type OrganisationKind } from '../../domain/actors.ts';
import { type CalendarDate, dateInShanghai } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import { dormancyOf } from '../../domain/patents/dormancy.ts';
import { lackingIn } from '../../domain/patents/least.ts';
import { isEnded, listingFacts, listingRoles } from '../../domain/patents/listing.ts';
import { listingProcess } from '../../domain/patents/listing-process.ts';
import { mayKnowListing } from '../../domain/patents/listing-visibility.ts';
import { remainingLife, termOf } from '../../domain/patents/term.ts';
import { actingOrganisation } from '../../domain/permissions.ts';
import { wholeCountry } from '../../domain/place.ts';
import { allowedCommands } from '../../domain/process.ts';
import type { Clock } from '../../platform/clock.ts';
import type { EventStore } from '../../platform/events/event.store.ts';
import { timelineReads } from '../../platform/events/timeline.ts';
import { remembering } from '../../platform/remember.ts';
import type { PatentsPorts } from './patents.service.ts';
import { contentOf, type StoredPatent } from './patents.store.ts';

type PatentView = Output<'patents.get'>;

export type PatentsReadPorts = Pick<PatentsPorts, 'store' | 'organisations' | 'reviewsRequired'> &
  Readonly<{
    clock: Clock;
    events: EventStore;
    /** The years without use after which a patent is dormant: the parameter in force on a day, by place. */
    dormancyYears: (day: CalendarDate) => Promise<(place: string) => number>;
  }>;

export function patentsReads({
  store,
  clock,
  events,
  organisations,
  reviewsRequired,
  dormancyYears,
}: PatentsReadPorts) {
  const timeline = timelineReads(events, async (ids) => {
    const found = await organisations(ids);
    return new Map([...found].map(([id, { name }]) => [id, name]));
  });
  const views = async (actor: Actor, patents: readonly StoredPatent[]): Promise<PatentView[]> => {
    const today = dateInShanghai(clock.now());
    const [owners, yearsIn] = await Promise.all([
      organisations([...new Set(patents.map(({ organisationId }) => organisationId))]),
      dormancyYears(today),
    ]);
    const isReviewed = remembering(reviewsRequired);
    const list: PatentView[] = [];
    for (const patent of patents) {
      const owner = owners.get(patent.organisationId);
      const roles = listingRoles(actor, patent.organisationId);
      const facts = roles.length > 0 && listingFacts(patent, await isReviewed(patent.organisationId), today);
      const allowed = facts ? allowedCommands(listingProcess, patent.state, roles, facts) : [];
      list.push({
        ...viewOf(patent, today),
        organisation: { id: patent.organisationId, name: owner?.name ?? '' },
        dormancy: dormancyView(patent, owner?.kind, yearsIn(owner?.place ?? wholeCountry), today),
        allowed: allowed.filter((name) => name === 'revise' || listingSteps.some((step) => step === name)),
      });
    }
    return list;
  };

  return {
    patent: async (actor: Actor, id: string): Promise<PatentView> => {
      const patent = await store.patent(id);
      const [view] = patent && mayKnowListing(actor, patent) ? await views(actor, [patent]) : [];
      if (!view) throw new DomainError('NOT_FOUND', 'common.notFound');
      return view;
    },

    list: async (actor: Actor, query: Input<'patents.list'>['query']) => {
      const { type, ipc, organisationId } = query;
      const { rows, nextCursor } = await store.publicPage({ type, ipc, organisationId }, query);
      return { items: await views(actor, rows), nextCursor };
    },

    mine: async (actor: Actor, query: Input<'patents.mine'>['query']) => {
      const { id: organisationId } = actingOrganisation(actor);
      const { state, holder, text, sort } = query;
      const { rows, nextCursor } = await store.ownPage(organisationId, { state, holder, text, sort }, query);
      return { items: await views(actor, rows), nextCursor };
    },

    /** What happened to a listing, for its organisation. */
    timeline: async (actor: Actor, id: string, page: Input<'patents.timeline'>['query']) => {
      const patent = await store.patent(id);
      if (!patent || !actsFor(actor, patent.organisationId)) throw new DomainError('NOT_FOUND', 'common.notFound');
      const { out } = patentsOperations['patents.timeline'];
      return timeline(shownOfPatent, out, `patent:${id}`, page, (seqs) => store.notes(id, seqs));
    },

    counts: async (actor: Actor): Promise<Output<'patents.counts'>> => {
      const { id: organisationId } = actingOrganisation(actor);
      return { states: await store.countStates(organisationId) };
    },
  };
}

/** Whether the patent is dormant; not when it is not known to be in force. */
function dormancyView(
  { content: { legalStatus, grantedOn }, endsOn, lastUsedOn }: StoredPatent,
  ownerKind: OrganisationKind | undefined,
  years: number,
  today: CalendarDate,
): PatentView['dormancy'] {
  const facts = {
    isInForce: !isEnded({ legalStatus }, endsOn, today) && (legalStatus === 'inForce' || grantedOn !== undefined),
    isAcademic: ownerKind === 'university' || ownerKind === 'institute',
    ...(grantedOn ? { grantedOn } : {}),
    ...(lastUsedOn ? { lastUsedOn } : {}),
  };
  const dormancy = dormancyOf(facts, { years }, today);
  return dormancy.isDormant ? dormancy : { ...dormancy, dormantFrom: dormancy.dormantFrom ?? null };
}

/** The fields of a listing that depend neither on the caller nor on the owner. */
function viewOf(patent: StoredPatent, today: CalendarDate): Omit<PatentView, 'organisation' | 'dormancy' | 'allowed'> {
  const content = contentOf(patent);
  const term = content.type && content.filedOn ? termOf(content.type, content.filedOn) : undefined;
  const life = term && remainingLife(term, today);
  return {
    id: patent._id,
    version: patent.version,
    state: patent.state,
    title: content.title,
    abstract: content.abstract ?? null,
    mainClaim: content.mainClaim ?? null,
    translatedTitle: content.translatedTitle ?? null,
    translatedAbstract: content.translatedAbstract ?? null,
    applicationNumber: content.applicationNumber ?? null,
    publicationNumber: content.publicationNumber ?? null,
    type: content.type ?? null,
    holders: [...content.holders],
    holder: patent.holder,
    inventors: [...content.inventors],
    ipc: [...content.ipc],
    locarno: [...content.locarno],
    filedOn: content.filedOn ?? null,
    publishedOn: content.publishedOn ?? null,
    grantedOn: content.grantedOn ?? null,
    legalStatus: content.legalStatus ?? null,
    legalStatusText: content.legalStatusText ?? null,
    keywords: [...content.keywords],
    industry: content.industry ?? null,
    maturity: content.maturity ?? null,
    routes: [...content.routes],
    askingPrice: content.askingPrice ?? null,
    region: content.region ?? null,
    term:
      term && life
        ? {
            lastDay: term.lastDay,
            endsOn: term.endsOn,
            remainingDays: life.days,
            remainingMonths: life.months,
            source: term.source,
          }
        : null,
    publishedAt: patent.publishedAt?.toISOString() ?? null,
    deadline: patent.deadline,
    lacks: lackingIn(content),
  };
}
