import { type Actor, system } from '../../domain/actors.ts';
import { isAmong } from '../../domain/audience.ts';
import type { CentreCaller, CentreCommand } from '../../domain/centre-invitations.ts';
import { decideCentreInDeal } from '../../domain/deals/centres.ts';
import type { Deal } from '../../domain/deals/deal.ts';
import { askedIntoDeal, mayKnowDeal } from '../../domain/deals/deal-visibility.ts';
import { sideOf } from '../../domain/deals/decide.ts';
import { DomainError } from '../../domain/errors.ts';
import type { EventOf } from '../../domain/events.ts';
import { actingOrganisation } from '../../domain/permissions.ts';
import { idFrom } from '../../platform/clock.ts';
import type { Holds } from '../../platform/database/holds.store.ts';
import type { Commands, EventDraft, Outcome, Work } from '../../platform/events/commands.ts';
import type { DealPorts } from './deals.ports.ts';
import { concernsOf, placeOf, rolesIn } from './deals.service.ts';
import type { DealsStore } from './deals.store.ts';

type Ports = Pick<DealPorts, 'organisations'> &
  Readonly<{ store: DealsStore; commands: Commands; holds: Pick<Holds, 'drain'> }>;
export type CentreBody = Readonly<{ commandId: string; expectedVersion?: number; centreId?: string }>;
export type LeftContract = EventOf<'contract.centreLetGo' | 'contract.centreLeft'>;

/** The commands on the standing of centres in deals. `centreProcess` says who may give which command when. */
export function dealCentres({ store, commands, holds, organisations }: Ports) {
  /** Saves the deal as it is after the command, and answers the event. */
  const carryOut = async (
    deal: Deal,
    intent: Readonly<{ command: CentreCommand; centreId: string }>,
    caller: CentreCaller,
    { now, version }: Parameters<Work>[0],
  ): Promise<EventDraft> => {
    const { next, event, tells } = decideCentreInDeal(deal, intent, caller);
    const saved = { ...next, version };
    await store.save(saved, now);
    return { ...event, concerns: concernsOf(saved, tells ? intent.centreId : null) };
  };
  return {
    /** Carries out one command; without `centreId` in the body it is about the centre that gives it. */
    give: async (command: CentreCommand, actor: Actor, dealId: string, body: CentreBody): Promise<Outcome> => {
      const call = { operation: `deals.${command}`, stream: `deal:${dealId}`, actor, body };
      const outcome = await commands.execute(call, async (at) => {
        const kept = await store.deal(dealId);
        // a centre that is asked knows no more than that: it may answer
        if (!kept || !(mayKnowDeal(actor, kept.deal) || isAmong(actor, askedIntoDeal(kept.deal)))) {
          throw new DomainError('NOT_FOUND', 'common.notFound');
        }
        const { deal } = kept;
        const centreId = body.centreId ?? actingOrganisation(actor).id;
        const by = body.centreId === undefined ? null : sideOf(rolesIn(actor, deal));
        const event = await carryOut(deal, { command, centreId }, { by: by ?? 'facilitator' }, at);
        if (command === 'proposeCentre') await organisations.requireApprovedCentre(centreId, body.commandId);
        return event;
      });
      if (command === 'letCentreGo' || command === 'leave') {
        // from the answer on it says nothing any more
        await holds.drain([placeOf(dealId, body.centreId ?? actingOrganisation(actor).id)]);
      }
      return outcome;
    },

    /** A centre that left the contract, or was let go there, leaves the room of the deal from which it came. */
    follow: async (dealId: string, { id, type, data }: LeftContract): Promise<void> => {
      const command = type === 'contract.centreLeft' ? 'leave' : 'letCentreGo';
      const { centreId, by } = data;
      const body = { commandId: idFrom(`deal ${dealId} follows ${id}`), centreId };
      if (!(await store.deal(dealId))?.deal.centreIds.includes(centreId)) return; // it came into the contract alone
      await commands.execute(
        { operation: `deals.${command}`, stream: `deal:${dealId}`, actor: system, body },
        async (at) => {
          const kept = await store.deal(dealId);
          if (!kept) throw new Error(`the deal ${dealId} of a contract is gone`);
          return carryOut(kept.deal, { command, centreId }, { by, isSystem: true }, at);
        },
      );
    },
  };
}

export type DealCentres = ReturnType<typeof dealCentres>;
