import { openStates } from '../../domain/needs/need.ts';
import { type NeedEventType, needEventTypes, needIdsOf } from '../../domain/needs/need-events.ts';
import { touches } from '../../platform/events/reader.ts';
import { withUnderstood } from '../../domain/needs/reading/understood.ts';
import { contentOf, type NeedsStore, type StoredNeed, understoodOf } from './needs.store.ts';

/** For features that keep copies of needs (search, matching): the events that change them, and the needs. */
export function needCopies(store: NeedsStore) {
  return {
    ...touches<NeedEventType>(needEventTypes, needIdsOf),
    hold: store.hold,
    present: async (ids: readonly string[]) => (await store.all(ids)).map(copyOf),
    all: async function* () {
      for await (const page of store.everyPage()) yield page.map(copyOf);
    },
  };
}

function copyOf(need: StoredNeed) {
  const content = contentOf(need);
  const understood = understoodOf(need);
  return {
    id: need._id,
    version: need.version,
    /** With what its text says where a field is empty. */
    content: withUnderstood(content, understood),
    /** The day on which the need ends: only one that was entered as such. */
    endsOn: content.wantedBy,
    notMeant: [
      ...understood.map(({ words }) => words),
      ...(need.notMeant ?? []).map((key) => key.replace(/^\w+:/, '')),
    ],
    organisationId: need.organisationId,
    state: need.state,
    isOnOffer: openStates.includes(need.state),
    visibility: need.visibility,
    invited: need.invited,
    confirmedAt: need.openedAt ?? need.enteredAt,
  };
}
