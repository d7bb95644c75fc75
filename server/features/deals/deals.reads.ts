import type { Input, Output } from '../../api/operations.ts';
import { dealsOperations, shownOfDeal } from '../../api/operations/deals.ts';
import type { Actor } from '../../domain/actors.ts';
import { changedFields, termsToWire } from '../../domain/contracts/terms.ts';
import { sidesAskedAboutCentres, standingsFor } from '../../domain/centre-invitations.ts';
import { allowedInDeal } from '../../domain/deals/centres.ts';
import { awaitedSide, type Deal, openInvitations } from '../../domain/deals/deal.ts';
import { dealAudience } from '../../domain/deals/deal-visibility.ts';
import { dealProcess } from '../../domain/deals/deal-process.ts';
import { dealFacts, sideOf } from '../../domain/deals/decide.ts';
import { actingOrganisation } from '../../domain/permissions.ts';
import { allowedCommands } from '../../domain/process.ts';
import { shownFile } from '../../domain/contracts/evidence.ts';
import { numberedPlace } from '../../platform/cursor.ts';
import type { EventStore } from '../../platform/events/event.store.ts';
import { timelineReads } from '../../platform/events/timeline.ts';
import type { DealPorts } from './deals.ports.ts';
import { type DealsService, rolesIn } from './deals.service.ts';
import type { DealsStore, KeptDeal } from './deals.store.ts';

type Page = { limit: number; cursor?: string | undefined };
type Summary = Output<'deals.list'>['items'][number];
export type DealReadPorts = Pick<
  DealPorts,
  'organisations' | 'people' | 'patents' | 'needTitles' | 'contractOf' | 'fileNames'
> &
  Readonly<{ store: DealsStore; service: Pick<DealsService, 'load' | 'findingsOf'>; events: EventStore }>;

export function dealsReads({ store, service, events, ...ports }: DealReadPorts) {
  const timeline = timelineReads(events, ports.organisations.names);
  const summaries = async (actor: Actor, kept: readonly KeptDeal[]): Promise<Summary[]> => {
    const deals = kept.map(({ deal }) => deal);
    const names = await ports.organisations.names([...new Set(deals.flatMap(dealAudience))]);
    const patents = await ports.patents.titles([...new Set(deals.flatMap(({ patentIds }) => patentIds))]);
    const needs = await ports.needTitles([...new Set(deals.flatMap(({ needId }) => (needId ? [needId] : [])))]);
    const party = (id: string) => ({ id, name: names.get(id) ?? '' });
    return kept.map(({ deal, updatedAt }) => ({
      id: deal.id,
      version: deal.version,
      state: deal.state,
      supplier: party(deal.supplierId),
      demander: party(deal.demanderId),
      centres: deal.centreIds.map(party),
      need: deal.needId ? { id: deal.needId, title: needs.get(deal.needId) ?? '' } : null,
      patents: deal.patentIds.map((id) => ({ id, title: patents.get(id) ?? '' })),
      awaits: awaitedSide(deal),
      centreAwaits: sidesAskedAboutCentres(openInvitations(deal)),
      mySide: sideOf(rolesIn(actor, deal)),
      lastOffer: lastOfferOf(deal),
      updatedAt: updatedAt.toISOString(),
    }));
  };

  return {
    list: async (actor: Actor, query: Input<'deals.list'>['query']) => {
      const { kept, nextCursor } = await store.page(actingOrganisation(actor).id, query, query);
      return { items: await summaries(actor, kept), nextCursor };
    },

    counts: async (actor: Actor): Promise<Output<'deals.counts'>> => {
      const { id } = actingOrganisation(actor);
      return { states: await store.countStates(id), awaitMe: await store.countAwaiting(id) };
    },

    deal: async (actor: Actor, dealId: string): Promise<Output<'deals.get'>> => {
      const kept = await service.load(actor, dealId);
      const { deal } = kept;
      const [summary] = await summaries(actor, [kept]);
      if (!summary) throw new Error('one deal has one summary');
      const roles = rolesIn(actor, deal);
      const organisationId = actingOrganisation(actor).id;
      const { standings, mayProposeCentre } = standingsFor(
        { ...deal, centreInvitations: openInvitations(deal) },
        { side: summary.mySide, organisationId },
        (...which) => allowedInDeal(deal, ...which),
      );
      const names = await ports.organisations.names(standings.map(({ centreId }) => centreId));
      return {
        ...summary,
        ...detailOf(deal),
        file: deal.file && shownFile(deal.file, await ports.fileNames([deal.file.fileId])),
        standings: standings.map(({ centreId: id, ...one }) => ({ ...one, centre: { id, name: names.get(id) ?? '' } })),
        mayProposeCentre,
        contractId: deal.state === 'signed' ? await ports.contractOf(dealId) : null,
        allowed: allowedCommands(dealProcess, deal.state, roles, dealFacts(deal, roles)),
      };
    },

    /** What the actor's centre is asked into: nothing of it but by whom and about what. */
    invitations: async (actor: Actor, query: Input<'deals.invitations'>['query']) => {
      const { deals, nextCursor } = await store.asked(actingOrganisation(actor).id, query);
      const names = await ports.organisations.names(
        deals.flatMap(({ supplierId, demanderId }) => [supplierId, demanderId]),
      );
      const patents = await ports.patents.titles(deals.flatMap(({ patentIds }) => patentIds));
      const party = (id: string) => ({ id, name: names.get(id) ?? '' });
      const items = deals.map(({ id, supplierId, demanderId, patentIds }) => ({
        ...{ id, supplier: party(supplierId), demander: party(demanderId) },
        subject: patentIds.flatMap((patentId) => patents.get(patentId) ?? []).join('、'),
      }));
      return { items, nextCursor };
    },

    preflight: async (actor: Actor, dealId: string) => {
      const findings = await service.findingsOf((await service.load(actor, dealId)).deal);
      return { findings, maySign: findings.every(({ severity }) => severity !== 'blocks') };
    },

    timeline: async (actor: Actor, dealId: string, page: Page) => {
      await service.load(actor, dealId);
      const { out } = dealsOperations['deals.timeline'];
      return timeline(shownOfDeal, out, `deal:${dealId}`, page, (seqs) => store.notes(dealId, seqs));
    },

    messages: async (actor: Actor, dealId: string, { limit, cursor }: Page) => {
      await service.load(actor, dealId);
      const before = cursor === undefined ? Number.MAX_SAFE_INTEGER : numberedPlace(cursor);
      const found = await store.messages(dealId, before, limit + 1);
      const organisations = await ports.organisations.names([
        ...new Set(found.map(({ organisationId }) => organisationId)),
      ]);
      const people = await ports.people([...new Set(found.map(({ by }) => by))]);
      const items = found.slice(0, limit).map(({ _id, seq, by, organisationId, text, at }) => ({
        id: _id,
        seq,
        by,
        organisation: { id: organisationId, name: organisations.get(organisationId) ?? '' },
        displayName: people.get(by) ?? '',
        text,
        at: at.toISOString(),
      }));
      return { items, nextCursor: found.length > limit ? String(items.at(-1)?.seq) : null };
    },
  };
}

function lastOfferOf({ offers }: Deal): Summary['lastOffer'] {
  const last = offers.at(-1);
  if (!last) return null;
  const { number, by, state, terms } = last;
  return { number, by, state, route: terms.route, upfront: terms.upfront.toJSON() };
}

/** The fields, in wire form, that `deals.get` answers beyond those of the list. */
function detailOf({ matchId, agreed, confirmedBy, signedOn, ...deal }: Deal) {
  return {
    matchId,
    offers: deal.offers.map((offer, index) => {
      const before = deal.offers[index - 1];
      return {
        ...offer,
        terms: termsToWire(offer.terms),
        changed: before ? changedFields(before.terms, offer.terms) : [],
      };
    }),
    agreed: agreed && { number: agreed.number, terms: termsToWire(agreed.terms) },
    confirmedBy: [...confirmedBy],
    signedOn,
  };
}
