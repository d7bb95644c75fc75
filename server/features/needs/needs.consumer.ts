import { system } from '../../domain/actors.ts';
import { dateInShanghai } from '../../domain/calendar.ts';
import type { TermsOf } from '../../domain/deadlines.ts';
import { type Followed, needAfter } from '../../domain/contracts/follow.ts';
import { idsAmong } from '../../domain/event.ts';
import { needProcess } from '../../domain/needs/need-process.ts';
import { wholeCountry } from '../../domain/place.ts';
import { step } from '../../domain/process.ts';
import type { Commands } from '../../platform/events/commands.ts';
import type { OwnedBy } from '../../platform/events/concerns.ts';
import { type Reader, reader } from '../../platform/events/reader.ts';
import type { NeedsStore } from './needs.store.ts';

/** All deals and contracts from a need, see `dealings`. */
export type DealsFromNeed = (needId: string) => Promise<readonly Followed[]>;

/** Brings a need's state in line with the present deals and contracts from it: in talks, solved, or open again. */
export function needsReader(
  store: NeedsStore,
  commands: Commands,
  dealsFrom: DealsFromNeed,
  concernsOf: OwnedBy,
  termsOf: TermsOf,
): Reader {
  return reader({
    name: 'needs',
    types: ['deal.opened', 'deal.closed', 'contract.opened', 'contract.completed', 'contract.ended'],
    kind: 'inside',
    from: 'start',
    apply: async ({ stream, seq, concerns: { things } }) => {
      const [needId] = idsAmong({ things }, 'need');
      if (needId === undefined) return;
      // before reading deals, even if nothing changes: a concurrent event may decide by older ones and must conflict
      await store.hold([needId]);
      const need = await store.need(needId);
      if (!need) return;
      const command = needAfter(await dealsFrom(need._id), need.state);
      if (!command) return;
      await commands.execute(
        {
          operation: 'needs.follow',
          stream: `need:${need._id}`,
          actor: system,
          body: { commandId: `${stream}#${seq}` },
          currentVersion: () => store.versionOf(need._id),
        },
        async ({ now, version }) => {
          const facts = { reviewsRequired: false, isOver: false };
          const state = step(needProcess, need.state, command, ['system'], facts);
          const concerns = await concernsOf(need.organisationId, need.invited);
          const terms = await termsOf(needProcess, concerns.place ?? wholeCountry, dateInShanghai(now));
          const deadline = terms({ from: need.state, command, to: state }, need.deadline);
          await store.save({ ...need, state, deadline, version });
          return { type: 'need.stepped', data: { step: command, from: need.state, to: state }, concerns };
        },
      );
    },
  });
}
