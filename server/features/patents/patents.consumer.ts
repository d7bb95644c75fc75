import { system } from '../../domain/actors.ts';
import type { CalendarDate } from '../../domain/calendar.ts';
import { dateInShanghai } from '../../domain/calendar.ts';
import { type FollowedDeal, listingAfter } from '../../domain/deals/follow.ts';
import { listingFacts } from '../../domain/patents/listing.ts';
import { listingProcess } from '../../domain/patents/listing-process.ts';
import { step } from '../../domain/process.ts';
import type { Commands } from '../../platform/events/commands.ts';
import type { Reader } from '../../platform/events/relay.ts';
import type { PatentsStore } from './patents.store.ts';

/** What patents ask of deals. */
export type DealsOnPatent = (
  patentId: string,
) => Promise<readonly (FollowedDeal & Readonly<{ completedOn: CalendarDate | null }>)[]>;

/** After these a listing may have to follow its deals. */
const types = ['deal.opened', 'deal.signed', 'deal.completed', 'deal.closed', 'deal.terminated', 'deal.reopened'];

/**
 * Lets a listing follow the deals on it: in talks, locked, converted, on offer again; and resets its dormancy by what was
 * completed. It looks at the deals as they are now, so repeats and order do not matter.
 */
export function patentsReader(store: PatentsStore, commands: Commands, dealsOn: DealsOnPatent): Reader {
  return {
    name: 'patents',
    types,
    kind: 'inside',
    apply: async ({ stream, seq, data }) => {
      for (const patentId of patentIdsIn(data)) {
        const patent = await store.patent(patentId);
        if (!patent) continue;
        const deals = await dealsOn(patentId);
        const command = listingAfter(deals, patent.state);
        const completed = deals.flatMap(({ completedOn }) => completedOn ?? []).sort();
        const lastUsedOn = completed.at(-1) ?? patent.lastUsedOn;
        if (!command && lastUsedOn === patent.lastUsedOn) continue;
        await commands.execute(
          {
            operation: 'patents.follow',
            stream: `patent:${patentId}`,
            actor: system,
            body: { commandId: `${stream}#${seq}` },
            currentVersion: () => store.versionOf(patentId),
          },
          async ({ now, version }) => {
            const facts = listingFacts(patent, false, dateInShanghai(now));
            const state = command ? step(listingProcess, patent.state, command, ['system'], facts) : patent.state;
            await store.save({ ...patent, state, lastUsedOn, version });
            return { type: 'patent.stepped', data: { step: command ?? 'use', from: patent.state, to: state } };
          },
        );
      }
    },
  };
}

/** The patents of a deal, as its events name them. */
function patentIdsIn(data: Readonly<Record<string, unknown>>): string[] {
  const { patentIds } = (data['parties'] ?? data) as { patentIds?: unknown };
  return Array.isArray(patentIds) ? patentIds.filter((id) => typeof id === 'string') : [];
}
