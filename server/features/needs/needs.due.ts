import { isOver } from '../../domain/needs/need.ts';
import { needProcess } from '../../domain/needs/need-process.ts';
import { step } from '../../domain/process.ts';
import type { Commands } from '../../platform/events/commands.ts';
import { type DueThings, givingMany, recounting } from '../../platform/jobs/due-things.ts';
import { needDue, type NeedsStore } from './needs.store.ts';

/** Needs expire that were not confirmed in time, or whose `wantedBy` has passed. */
export const dueNeeds = (store: NeedsStore, commands: Commands): DueThings => ({
  giveDue: givingMany({
    kind: 'needs',
    store,
    commands,
    nextDue: needDue,
    after: (need, command, today) => {
      const facts = { reviewsRequired: false, isOver: isOver(need.content, today) };
      const state = step(needProcess, need.state, command, ['system'], facts);
      return { ...need, version: need.version + 1, state, deadline: null };
    },
    event: (_, changed) => ({ type: 'needs.expired', data: { changed } }),
  }),
  recount: recounting('needs', store, commands),
});
