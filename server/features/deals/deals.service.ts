import type { Body } from '../../api/operations.ts';
import { type Actor, actsFor, system } from '../../domain/actors.ts';
import { isAmong } from '../../domain/audience.ts';
import { calendarDate, dateInShanghai } from '../../domain/calendar.ts';
import type { DealRole } from '../../domain/deals/deal-process.ts';
import { awaitedSide, type Deal, openOffer } from '../../domain/deals/deal.ts';
import { dealAudience, mayKnowDeal } from '../../domain/deals/deal-visibility.ts';
import { decideDeal, type DealIntent } from '../../domain/deals/decide.ts';
import { type Finding, preflight } from '../../domain/deals/preflight.ts';
import type { DealTerms } from '../../domain/deals/terms.ts';
import { DomainError } from '../../domain/errors.ts';
import { concerning } from '../../domain/event.ts';
import { Money } from '../../domain/money.ts';
import { actingOrganisation } from '../../domain/permissions.ts';
import { type Clock, idFrom, type NewId } from '../../platform/clock.ts';
import type { Commands, Outcome } from '../../platform/events/commands.ts';
import type { DealPorts } from './deals.ports.ts';
import type { DealsStore } from './deals.store.ts';
import type { DealRights } from './rights.ts';

type CommandBody = Readonly<{ commandId: string; expectedVersion: number; [field: string]: unknown }>;

/** What becomes a deal: two sides that want each other. */
export type Introduction = Readonly<{
  matchId: string | null;
  needId: string | null;
  patentIds: readonly string[];
  supplierId: string;
  demanderId: string;
  centreIds: readonly string[];
}>;

export type DealServicePorts = DealPorts &
  Readonly<{
    store: DealsStore;
    rights: DealRights;
    commands: Commands;
    clock: Clock;
    newId: NewId;
    proofOf: (text: string) => string;
  }>;

/** Everything that happens in a deal; who may do what is in its process table. */
export function dealsService({ store, rights, commands, clock, newId, proofOf, ...ports }: DealServicePorts) {
  /** The deal as of now, with its ledger; NOT_FOUND for whoever has no part in it. */
  const load = async (actor: Actor, dealId: string): Promise<Deal> => {
    const kept = await store.deal(dealId);
    if (!kept || !mayKnowDeal(actor, kept.deal)) throw new DomainError('NOT_FOUND', 'common.notFound');
    const confirmed = new Set(kept.confirmedLines);
    const ledger = (await ports.ledger.of(dealId)).map((line) =>
      confirmed.has(line.id) ? { ...line, isConfirmed: true } : line,
    );
    return { ...kept.deal, ledger };
  };

  const findingsOf = async (deal: Deal): Promise<Finding[]> => {
    const terms = deal.agreed?.terms ?? openOffer(deal)?.terms;
    if (!terms) return [];
    const patents = await ports.patents.forPreflight(deal.patentIds, deal.supplierId);
    return [...preflight(terms, patents, dateInShanghai(clock.now())), ...(await rights.findings(deal))];
  };

  /** What the law says of a step: before a signature everything, later whether the patent is still free for this contract. */
  const findingsFor = async (command: DealIntent['command'], deal: Deal): Promise<Finding[]> => {
    if (command === 'sign') return findingsOf(deal);
    return command === 'makeEffective' || command === 'complete' ? rights.findings(deal) : [];
  };

  /** One command on one deal: load, decide, save, one event, and its ledger lines, in one transaction. */
  const execute = (
    operation: string,
    actor: Actor,
    dealId: string,
    body: CommandBody,
    intentFor: (deal: Deal) => DealIntent | Promise<DealIntent>,
  ): Promise<Outcome> =>
    commands.execute({ operation, stream: `deal:${dealId}`, actor, body }, async ({ now, version }) => {
      const deal = await load(actor, dealId);
      const intent = await intentFor(deal);
      const findings = await findingsFor(intent.command, deal);
      const { next, event } = decideDeal(deal, intent, {
        roles: rolesIn(actor, deal),
        now: now.toISOString(),
        today: dateInShanghai(now),
        newId,
        proofOf,
        blocked: findings.filter(({ severity }) => severity === 'blocks').map(({ code }) => code),
      });
      const saved = { ...next, version };
      await store.save(saved, awaitedSide(saved), now);
      await rights.follow(deal, saved);
      if (typeof body['reason'] === 'string') await store.addNote(dealId, version, body['reason']);
      await ports.ledger.append(dealId, version, next.ledger.slice(deal.ledger.length));
      return { ...event, concerns: concernsOf(saved) };
    });

  const fileIn = async (deal: Deal, fileId: string | null) => {
    if (fileId === null) return null;
    const file = await ports.files.of(fileId, dealAudience(deal));
    if (!file) throw new DomainError('INVALID_INPUT', 'deals.fileMissing', { field: 'fileId' });
    return file;
  };

  return {
    load,
    findingsOf,

    /** Whether a file belongs to a deal that somebody may see. */
    isInMyDeals: async (actor: Actor, fileId: string): Promise<boolean> => {
      if ((await store.withFile(fileId)).some((deal) => mayKnowDeal(actor, deal))) return true;
      for (const dealId of await ports.ledger.dealsWithProof(fileId)) {
        const kept = await store.deal(dealId);
        if (kept && mayKnowDeal(actor, kept.deal)) return true;
      }
      return false;
    },

    /** Opens the deal of two sides that want each other; asked again it answers the same deal. */
    open: (dealId: string, commandId: string, from: Introduction): Promise<Outcome> => {
      if (from.supplierId === from.demanderId) throw new DomainError('CONFLICT', 'deals.sameParty');
      const body = { commandId, expectedVersion: 0, ...from };
      return commands.execute(
        { operation: 'deals.open', stream: `deal:${dealId}`, actor: system, body },
        async ({ now, version }) => {
          const opened = { ...untouched, ...from, id: dealId, version };
          await store.save(opened, null, now);
          return { type: 'deal.opened', data: from, concerns: concernsOf(opened) };
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
      command: 'withdrawOffer' | 'reopen' | 'confirmShares' | 'complete',
      actor: Actor,
      dealId: string,
      body: CommandBody,
    ) => execute(`deals.${command}`, actor, dealId, body, () => ({ command })),
    accept: (actor: Actor, dealId: string, body: Body<'deals.accept'>) =>
      execute('deals.accept', actor, dealId, body, () => ({ command: 'accept', number: body.number })),
    attachContract: (actor: Actor, dealId: string, body: Body<'deals.attachContract'>) =>
      execute('deals.attachContract', actor, dealId, body, async (deal) => {
        const file = await fileIn(deal, body.fileId);
        if (!file) throw new DomainError('INVALID_INPUT', 'deals.fileMissing', { field: 'fileId' });
        return { command: 'attachContract', file };
      }),
    sign: (actor: Actor, dealId: string, body: Body<'deals.sign'>) =>
      execute('deals.sign', actor, dealId, body, () => ({ command: 'sign', sha256: body.sha256 })),
    inviteCentre: (actor: Actor, dealId: string, body: Body<'deals.inviteCentre'>) =>
      execute('deals.inviteCentre', actor, dealId, body, async () => {
        if (!(await ports.organisations.isApprovedCentre(body.centreId))) {
          throw new DomainError('INVALID_INPUT', 'deals.notACentre', { field: 'centreId' });
        }
        return { command: 'inviteCentre', centreId: body.centreId };
      }),
    proposeShares: (actor: Actor, dealId: string, body: Body<'deals.proposeShares'>) =>
      execute('deals.proposeShares', actor, dealId, body, () => ({
        command: 'proposeShares',
        shares: body.shares,
        reason: body.reason === null ? null : proofOf(body.reason),
      })),
    makeEffective: (actor: Actor, dealId: string, body: Body<'deals.makeEffective'>) =>
      execute('deals.makeEffective', actor, dealId, body, () => ({
        command: 'makeEffective',
        on: calendarDate(body.on),
      })),
    recordEvidence: (actor: Actor, dealId: string, body: Body<'deals.recordEvidence'>) =>
      execute('deals.recordEvidence', actor, dealId, body, async (deal) => {
        const { kind, number, date, fileId } = body;
        const file = await fileIn(deal, fileId);
        return { command: 'recordEvidence', evidence: { kind, number, date: calendarDate(date), file } };
      }),
    recordLine: (actor: Actor, dealId: string, body: Body<'deals.recordLine'>) =>
      execute('deals.recordLine', actor, dealId, body, async (deal) => {
        const { lineId, kind, part, amount, date, proofFileId } = body;
        const proof = await fileIn(deal, proofFileId);
        const line = { id: lineId, kind, part, amount: Money.fromWire(amount), date: calendarDate(date), proof };
        return { command: 'recordLine', line };
      }),
    confirmLine: (actor: Actor, dealId: string, body: Body<'deals.confirmLine'>) =>
      execute('deals.confirmLine', actor, dealId, body, () => ({ command: 'confirmLine', lineId: body.lineId })),
    reverseLine: (actor: Actor, dealId: string, body: Body<'deals.reverseLine'>) =>
      execute('deals.reverseLine', actor, dealId, body, () => ({
        command: 'reverseLine',
        lineId: body.lineId,
        id: body.reversalId,
      })),
    agreeReversal: (actor: Actor, dealId: string, body: Body<'deals.agreeReversal'>) =>
      execute('deals.agreeReversal', actor, dealId, body, () => ({ command: 'agreeReversal', lineId: body.lineId })),
    refuseReversal: (actor: Actor, dealId: string, body: Body<'deals.refuseReversal'>) =>
      execute('deals.refuseReversal', actor, dealId, body, () => ({ command: 'refuseReversal', lineId: body.lineId })),
    close: (actor: Actor, dealId: string, body: Body<'deals.close'>) =>
      execute('deals.close', actor, dealId, body, () => ({ command: 'close', reason: proofOf(body.reason) })),
    terminate: (actor: Actor, dealId: string, body: Body<'deals.terminate'>) =>
      execute('deals.terminate', actor, dealId, body, () => ({
        command: 'terminate',
        on: calendarDate(body.on),
        reason: proofOf(body.reason),
      })),

    /** Says something in the room: a stream of its own, so that talk never makes an offer stale. */
    say: (actor: Actor, dealId: string, body: Body<'deals.say'>): Promise<Outcome> =>
      commands.execute({ operation: 'deals.say', stream: `room:${dealId}`, actor, body }, async ({ now, version }) => {
        const concerns = concernsOf(await load(actor, dealId));
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
  if (actor.kind === 'system') return ['system'];
  if (actsFor(actor, supplierId)) return ['supplier'];
  if (actsFor(actor, demanderId)) return ['demander'];
  return isAmong(actor, centreIds) ? ['facilitator'] : [];
}

const untouched: Omit<Deal, keyof Introduction | 'id' | 'version'> = {
  state: 'talks',
  offers: [],
  agreed: null,
  contract: null,
  signedBy: [],
  signedOn: null,
  effectiveOn: null,
  completedOn: null,
  evidence: [],
  centreShares: [],
  proposedShares: null,
  ledger: [],
  reversals: [],
};

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

const termsFromWire = (wire: Body<'deals.offer'>['terms']): DealTerms => ({
  ...wire,
  upfront: Money.fromWire(wire.upfront),
});
