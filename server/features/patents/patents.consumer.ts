import { system } from '../../domain/actors.ts';
import { dateInShanghai } from '../../domain/calendar.ts';
import type { TermsOf } from '../../domain/deadlines.ts';
import { type Followed, listingAfter } from '../../domain/contracts/follow.ts';
import { idsAmong } from '../../domain/event.ts';
import { listingFacts } from '../../domain/patents/listing.ts';
import { listingProcess } from '../../domain/patents/listing-process.ts';
import { wholeCountry } from '../../domain/place.ts';
import { step } from '../../domain/process.ts';
import type { Commands } from '../../platform/events/commands.ts';
import type { OwnedBy } from '../../platform/events/concerns.ts';
import { type Reader, reader } from '../../platform/events/reader.ts';
import type { PatentsStore } from './patents.store.ts';

/** All deals and contracts on a patent, see `dealings`. */
export type DealsOnPatent = (patentId: string) => Promise<readonly Followed[]>;

/**
 * Brings a listing's state in line with the present deals and contracts on it (in talks, locked, converted, on offer
 * again), and notes the latest completion as its last use, which dormancy counts from. Repeats and order do not matter.
 */
export function patentsReader(
  store: PatentsStore,
  commands: Commands,
  dealsOn: DealsOnPatent,
  concernsOf: OwnedBy,
  termsOf: TermsOf,
): Reader {
  return reader({
    name: 'patents',
    types: [
      ...(['deal.opened', 'deal.signed', 'deal.closed', 'deal.reopened'] as const),
      ...(['contract.opened', 'contract.completed', 'contract.ended', 'contract.ranOut'] as const),
    ],
    kind: 'inside',
    from: 'start',
    apply: async ({ stream, seq, concerns }) => {
      for (const patentId of idsAmong(concerns, 'patent')) {
        // before reading deals, even if nothing changes: a concurrent event may decide by older ones and must conflict
        await store.hold([patentId]);
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
            const owner = await concernsOf(patent.organisationId);
            const terms = await termsOf(listingProcess, owner.place ?? wholeCountry, dateInShanghai(now));
            const followed = command && terms({ from: patent.state, command, to: state }, patent.deadline);
            const deadline = command ? followed : patent.deadline;
            await store.save({ ...patent, state, deadline, lastUsedOn, version });
            const data = { step: command ?? ('use' as const), from: patent.state, to: state };
            return { type: 'patent.stepped', data, concerns: owner };
          },
        );
      }
    },
  });
}
