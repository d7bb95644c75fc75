import { addDays } from '../../domain/calendar.ts';
import { patentEventTypes, patentIdsOf } from '../../domain/patents/patent-events.ts';
import { contentOf, type PatentsStore, type StoredPatent } from './patents.store.ts';

const pageSize = 500;

/** What those who keep copies of patents (search, matching) read: the present ones by id, and all of them page by page. */
export function patentCopies({ models }: PatentsStore) {
  return {
    types: patentEventTypes,
    touchedBy: patentIdsOf,
    present: async (ids: readonly string[]) =>
      (await models.patent.find({ _id: { $in: [...ids] } }).lean<StoredPatent[]>()).map(copyOf),
    all: async function* () {
      for (let after = ''; ;) {
        const page = await models.patent
          .find({ _id: { $gt: after } })
          .sort({ _id: 1 })
          .limit(pageSize)
          .lean<StoredPatent[]>();
        if (page.length > 0) yield page.map(copyOf);
        const last = page.at(-1);
        if (!last || page.length < pageSize) return;
        after = last._id;
      }
    },
  };
}

const copyOf = (patent: StoredPatent) => ({
  id: patent._id,
  version: patent.version,
  content: contentOf(patent),
  organisationId: patent.organisationId,
  isPublic: patent.isPublic === true,
  /** Public, and not locked for somebody. */
  isOnOffer: patent.state === 'published' || patent.state === 'inTalks',
  /** The last day of its term. */
  expiresOn: patent.endsOn ? addDays(patent.endsOn, -1) : undefined,
  confirmedAt: patent.publishedAt ?? patent.enteredAt,
});
