import { listingFacts } from '../../domain/patents/listing.ts';
import { listingProcess } from '../../domain/patents/listing-process.ts';
import { step } from '../../domain/process.ts';
import type { Commands } from '../../platform/events/commands.ts';
import { type DueThings, givingMany, recounting } from '../../platform/jobs/due-things.ts';
import { listingDue, type PatentsStore } from './patents.store.ts';

/** Listings that were not confirmed in time become due for review; those whose patent's term is over lapse. */
export const duePatents = (store: PatentsStore, commands: Commands): DueThings => ({
  giveDue: givingMany({
    kind: 'patents',
    store,
    commands,
    nextDue: listingDue,
    after: (patent, command, today) => {
      const state = step(listingProcess, patent.state, command, ['system'], listingFacts(patent, false, today));
      return { ...patent, version: patent.version + 1, state, deadline: null };
    },
    event: ([first], changed) => ({ type: 'patents.becameDue', data: { state: first?.state ?? 'lapsed', changed } }),
  }),
  recount: recounting('patents', store, commands),
});
