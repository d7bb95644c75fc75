import { openStates } from '../../domain/needs/need.ts';
import { needEventTypes, needIdsOf } from '../../domain/needs/need-events.ts';
import { contentOf, type NeedsStore, type StoredNeed } from './needs.store.ts';

const pageSize = 500;

/** What those who keep copies of needs (search, matching) read: the present ones by id, and all of them page by page. */
export function needCopies({ models }: NeedsStore) {
  return {
    types: needEventTypes,
    touchedBy: needIdsOf,
    present: async (ids: readonly string[]) =>
      (await models.need.find({ _id: { $in: [...ids] } }).lean<StoredNeed[]>()).map(copyOf),
    all: async function* () {
      for (let after = ''; ;) {
        const page = await models.need
          .find({ _id: { $gt: after } })
          .sort({ _id: 1 })
          .limit(pageSize)
          .lean<StoredNeed[]>();
        if (page.length > 0) yield page.map(copyOf);
        const last = page.at(-1);
        if (!last || page.length < pageSize) return;
        after = last._id;
      }
    },
  };
}

function copyOf(need: StoredNeed) {
  const isOpen = openStates.includes(need.state);
  return {
    id: need._id,
    version: need.version,
    content: contentOf(need),
    organisationId: need.organisationId,
    isOnOffer: isOpen,
    visibility: isOpen ? need.visibility : ('closed' as const),
    invited: need.invited,
    confirmedAt: need.openedAt ?? need.enteredAt,
  };
}
