import type { Body } from '../../api/operations.ts';
import { type Actor, actsFor, organisationIdOf, system } from '../../domain/actors.ts';
import { isAmong } from '../../domain/audience.ts';
import { calendarDate, dateInShanghai } from '../../domain/calendar.ts';
import { type Finding, preflight } from '../../domain/contracts/preflight.ts';
import { termsFromWire } from '../../domain/contracts/terms.ts';
import type { DealRole } from '../../domain/deals/deal-process.ts';
import { awaitedSide, beginning, type Deal, type Introduction, openOffer } from '../../domain/deals/deal.ts';
import { dealAudience, mayKnowDeal } from '../../domain/deals/deal-visibility.ts';
import { decideDeal, type DealIntent } from '../../domain/deals/decide.ts';
import { DomainError } from '../../domain/errors.ts';
import { concerning } from '../../domain/event.ts';
import { actingOrganisation } from '../../domain/permissions.ts';
import { type Clock, idFrom } from '../../platform/clock.ts';
import type { Commands, Outcome } from '../../platform/events/commands.ts';
import type { DealPorts } from './deals.ports.ts';
import type { DealsStore, KeptDeal } from './deals.store.ts';

type CommandBody = Readonly<{ commandId: string; expectedVersion: number; [field: string]: unknown }>;

export type DealServicePorts = Pick<DealPorts, 'organisations' | 'patents' | 'rights' | 'fileOf'> &
  Readonly<{ store: DealsStore; commands: Commands; clock: Clock; proofOf: (text: string) => string }>;

/** Everything that happens in a deal; who may do what is in its process table. */
export function dealsService({ store, commands, clock, proofOf, ...ports }: DealServicePorts) {
  /** The deal as of now; NOT_FOUND for whoever has no part in it. */
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

  /** One command on one deal: load, decide, save, one event, in one transaction. */
  const execute = (
    operation: string,
    actor: Actor,
    dealId: string,
    body: CommandBody,
    intentFor: (deal: Deal) => DealIntent | Promise<DealIntent>,
  ): Promise<Outcome> =>
    commands.execute({ operation, stream: `deal:${dealId}`, actor, body }, async ({ now, version }) => {
      const { deal } = await load(actor, dealId);
      const intent = await intentFor(deal);
      if (intent.command === 'confirmFile') await ports.patents.hold(deal.patentIds); // the law's check rests on them
      const findings = intent.command === 'confirmFile' ? await findingsOf(deal) : [];
      const { next, event } = decideDeal(deal, intent, {
        roles: rolesIn(actor, deal),
        now: now.toISOString(),
        today: dateInShanghai(now),
        blocked: findings.filter(({ severity }) => severity === 'blocks').map(({ code }) => code),
        proofOf,
      });
      const saved = { ...next, version };
      await store.save(saved, awaitedSide(saved), now);
      if (next.state === 'signed' && next.agreed) await ports.rights.take(dealId, next.patentIds, next.agreed.terms);
      if (typeof body['reason'] === 'string') await store.addNote(dealId, version, body['reason']);
      return { ...event, concerns: concernsOf(saved) };
    });

  return {
    load,
    findingsOf,

    /** Whether a file belongs to a deal of somebody's organisation. */
    isInMine: async (actor: Actor, fileId: string): Promise<boolean> => {
      const organisationId = organisationIdOf(actor);
      return organisationId !== undefined && store.isNamed(organisationId, fileId);
    },

    /** Opens the deal of two sides that want each other; asked again it answers the same deal. */
    open: (dealId: string, commandId: string, from: Introduction): Promise<Outcome> => {
      if (from.supplierId === from.demanderId) throw new DomainError('CONFLICT', 'deals.sameParty');
      const body = { commandId, expectedVersion: 0, ...from };
      return commands.execute(
        { operation: 'deals.open', stream: `deal:${dealId}`, actor: system, body },
        async ({ now }) => {
          const deal = beginning(dealId, from);
          await store.save(deal, null, now);
          return { type: 'deal.opened', data: from, concerns: concernsOf(deal) };
        },
      );
    },

    offer: (actor: Actor, dealId: string, body: Body<'deals.offer'>) =>
      execute('deals.offer', actor, dealId, body, () => ({
        command: 'offer',
        terms: termsFromWire(body.terms),
        validUntil: body.validUntil === null ? null : calendarDate(body.validUntil),
      })),
    /** The commands that carry nothing but themselves. */
    plain: (
      command: 'withdrawOffer' | 'reopen' | 'withdrawConfirmation',
      actor: Actor,
      dealId: string,
      body: CommandBody,
    ) => execute(`deals.${command}`, actor, dealId, body, () => ({ command })),
    accept: (actor: Actor, dealId: string, body: Body<'deals.accept'>) =>
      execute('deals.accept', actor, dealId, body, () => ({ command: 'accept', number: body.number })),
    attachFile: (actor: Actor, dealId: string, body: Body<'deals.attachFile'>) =>
      execute('deals.attachFile', actor, dealId, body, async (deal) => {
        const file = await ports.fileOf(body.fileId, dealAudience(deal));
        if (!file) throw new DomainError('INVALID_INPUT', 'deals.fileMissing', { field: 'fileId' });
        return { command: 'attachFile', file };
      }),
    confirmFile: (actor: Actor, dealId: string, body: Body<'deals.confirmFile'>) =>
      execute('deals.confirmFile', actor, dealId, body, () => ({ command: 'confirmFile', sha256: body.sha256 })),
    inviteCentre: (actor: Actor, dealId: string, body: Body<'deals.inviteCentre'>) =>
      execute('deals.inviteCentre', actor, dealId, body, async () => {
        if (!(await ports.organisations.isApprovedCentre(body.centreId))) {
          throw new DomainError('INVALID_INPUT', 'contracts.notACentre', { field: 'centreId' });
        }
        await ports.organisations.restOnApproval(body.centreId, body.commandId);
        return { command: 'inviteCentre', centreId: body.centreId };
      }),
    close: (actor: Actor, dealId: string, body: Body<'deals.close'>) =>
      execute('deals.close', actor, dealId, body, () => ({ command: 'close', reason: proofOf(body.reason) })),

    /** Says something in the room: a stream of its own, so that talk never makes an offer stale. */
    say: (actor: Actor, dealId: string, body: Body<'deals.say'>): Promise<Outcome> =>
      commands.execute({ operation: 'deals.say', stream: `room:${dealId}`, actor, body }, async ({ now, version }) => {
        const concerns = concernsOf((await load(actor, dealId)).deal);
        const { messageId, text } = body;
        const organisationId = actingOrganisation(actor).id;
        const by = actor.kind === 'person' ? actor.userId : '';
        await store.addMessage({ _id: messageId, v: 1, dealId, seq: version, by, organisationId, text, at: now });
        const data = { messageId, digest: proofOf(text) };
        return { type: 'room.messageSent', data, concerns, hint: { text, by } };
      }),
  };
}

export type DealsService = ReturnType<typeof dealsService>;

/** The id of the deal that follows from a match: the same however often it is asked for. */
export const dealIdOf = (matchId: string): string => idFrom(`deal of ${matchId}`);

/** Who somebody is in a deal: acts for a party, or for a centre that accompanies it. */
export function rolesIn(actor: Actor, { supplierId, demanderId, centreIds }: Deal): DealRole[] {
  if (actsFor(actor, supplierId)) return ['supplier'];
  if (actsFor(actor, demanderId)) return ['demander'];
  return isAmong(actor, centreIds) ? ['facilitator'] : [];
}

/** Whoever is in a deal once the event has happened (a centre that was just invited, too), and what it is about. */
const concernsOf = (deal: Deal) =>
  concerning({
    organisations: dealAudience(deal),
    things: [
      `deal:${deal.id}`,
      ...(deal.matchId ? [`match:${deal.matchId}`] : []),
      ...(deal.needId ? [`need:${deal.needId}`] : []),
      ...deal.patentIds.map((id) => `patent:${id}`),
    ],
  });
