import type { Body } from '../../api/operations.ts';
import { type Actor, actsFor, organisationIdOf, system } from '../../domain/actors.ts';
import { isAmong } from '../../domain/audience.ts';
import { dateInShanghai } from '../../domain/calendar.ts';
import { type Finding, preflight } from '../../domain/contracts/preflight.ts';
import type { DealCommand, DealRole } from '../../domain/deals/deal-process.ts';
import { beginning, type Deal, type Introduction, openOffer } from '../../domain/deals/deal.ts';
import { dealAudience, mayKnowDeal } from '../../domain/deals/deal-visibility.ts';
import { decideDeal } from '../../domain/deals/decide.ts';
import { DomainError } from '../../domain/errors.ts';
import { concerning } from '../../domain/event.ts';
import { actingOrganisation } from '../../domain/permissions.ts';
import { type Clock, idFrom } from '../../platform/clock.ts';
import type { Holds } from '../../platform/database/holds.store.ts';
import type { Commands, Outcome } from '../../platform/events/commands.ts';
import { dealIntents } from './deals.intents.ts';
import type { DealPorts } from './deals.ports.ts';
import type { DealsStore, KeptDeal } from './deals.store.ts';

export type DealServicePorts = Pick<DealPorts, 'patents' | 'rights' | 'fileOf'> &
  Readonly<{
    store: DealsStore;
    commands: Commands;
    clock: Clock;
    holds: Pick<Holds, 'share'>;
    proofOf: (text: string) => string;
  }>;

/** The commands on deals. `dealProcess` says who may give which command in which state. */
export function dealsService({ store, commands, clock, proofOf, ...ports }: DealServicePorts) {
  const intents = dealIntents({ ...ports, proofOf });
  /** The deal; NOT_FOUND when the actor's organisation is neither a party nor a centre that accompanies it. */
  const load = async (actor: Actor, dealId: string): Promise<KeptDeal> => {
    const kept = await store.deal(dealId);
    if (!kept || !mayKnowDeal(actor, kept.deal)) throw new DomainError('NOT_FOUND', 'common.notFound');
    return kept;
  };

  const findingsOf = async (deal: Deal): Promise<Finding[]> => {
    const terms = deal.agreed?.terms ?? openOffer(deal)?.terms;
    if (!terms) return [];
    const patents = await ports.patents.forPreflight(deal.patentIds, deal.supplierId);
    const ofRights = await ports.rights.findings(deal.id, deal.patentIds, terms);
    return [...preflight(terms, patents, dateInShanghai(clock.now())), ...ofRights];
  };

  /** Carries out one command on one deal: load, decide, save, one event, in one transaction. */
  const give = <Command extends DealCommand>(
    command: Command,
    actor: Actor,
    dealId: string,
    body: Body<`deals.${Command}`>,
  ): Promise<Outcome> => {
    const call = { operation: `deals.${command}`, stream: `deal:${dealId}`, actor, body };
    return commands.execute(call, async ({ now, version }) => {
      const { deal } = await load(actor, dealId);
      const intent = await intents[command](body, deal, actingOrganisation(actor).id);
      if (command === 'confirmFile') await ports.patents.hold(deal.patentIds); // the findings depend on them
      const findings = command === 'confirmFile' ? await findingsOf(deal) : [];
      const { next, event } = decideDeal(deal, intent, {
        roles: rolesIn(actor, deal),
        now: now.toISOString(),
        today: dateInShanghai(now),
        blocked: findings.filter(({ severity }) => severity === 'blocks').map(({ code }) => code),
        proofOf,
      });
      const saved = { ...next, version };
      await store.save(saved, now);
      if (next.state === 'signed' && next.agreed) await ports.rights.take(dealId, next.patentIds, next.agreed.terms);
      if ('reason' in body) await store.addNote(dealId, version, body.reason);
      return { ...event, concerns: concernsOf(saved) };
    });
  };

  return {
    load,
    findingsOf,
    give,

    /** Whether a deal of the actor's organisation names the file as the one to confirm. */
    isInMine: async (actor: Actor, fileId: string): Promise<boolean> => {
      const organisationId = organisationIdOf(actor);
      return organisationId !== undefined && store.isNamed(organisationId, fileId);
    },

    /** Opens the deal of two interested sides. A repeat answers the first outcome. CONFLICT when both are one organisation. */
    open: (dealId: string, commandId: string, from: Introduction): Promise<Outcome> => {
      if (from.supplierId === from.demanderId) throw new DomainError('CONFLICT', 'deals.sameParty');
      const body = { commandId, expectedVersion: 0, ...from };
      return commands.execute(
        { operation: 'deals.open', stream: `deal:${dealId}`, actor: system, body },
        async ({ now }) => {
          const deal = beginning(dealId, from);
          await store.save(deal, now);
          return { type: 'deal.opened', data: from, concerns: concernsOf(deal) };
        },
      );
    },

    /** Posts a message in the room: a stream of its own, so that talk never makes an offer stale. */
    say: (actor: Actor, dealId: string, body: Body<'deals.say'>): Promise<Outcome> =>
      commands.execute({ operation: 'deals.say', stream: `room:${dealId}`, actor, body }, async ({ now, version }) => {
        const { deal } = await load(actor, dealId);
        const concerns = concernsOf(deal);
        const { messageId, text } = body;
        const organisationId = actingOrganisation(actor).id;
        // a centre may be let go meanwhile, which this does not write
        if (deal.centreIds.includes(organisationId))
          await ports.holds.share(placeOf(dealId, organisationId), messageId);
        const by = actor.kind === 'person' ? actor.userId : '';
        const others = dealAudience(deal).filter((id) => id !== organisationId);
        await store.addMessage(
          { _id: messageId, v: 1, dealId, seq: version, by, organisationId, text, at: now },
          others,
        );
        const data = { messageId, digest: proofOf(text) };
        return { type: 'room.messageSent', data, concerns, hint: { text, by } };
      }),
  };
}

export type DealsService = ReturnType<typeof dealsService>;

/** Name of the hold on a centre's place in a deal: what it says there rests on it. */
export const placeOf = (dealId: string, centreId: string): string => `deal:${dealId} ${centreId}`;

/** The id of the deal that follows from a match, derived from the match's id. */
export const dealIdOf = (matchId: string): string => idFrom(`deal of ${matchId}`);

/** The actor's roles in a deal: none when it acts for neither a party nor a centre that accompanies the deal. */
export function rolesIn(actor: Actor, { supplierId, demanderId, centreIds }: Deal): DealRole[] {
  if (actsFor(actor, supplierId)) return ['supplier'];
  if (actsFor(actor, demanderId)) return ['demander'];
  return isAmong(actor, centreIds) ? ['facilitator'] : [];
}

/** `deal` as it is after the event; `toldId`: a centre that may know of the event besides those that are in. */
export const concernsOf = (deal: Deal, toldId: string | null = null) =>
  concerning({
    organisations: [...dealAudience(deal), toldId],
    things: [
      `deal:${deal.id}`,
      ...(deal.matchId ? [`match:${deal.matchId}`] : []),
      ...(deal.needId ? [`need:${deal.needId}`] : []),
      ...deal.patentIds.map((id) => `patent:${id}`),
    ],
  });
