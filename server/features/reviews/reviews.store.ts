import { collection, type Database } from '../../platform/database/mongo.ts';
import { saveVersioned, type Versioned } from '../../platform/database/versioned.store.ts';

/** What an organisation reviews before publication; `_id` is the organisation's. */
export type StoredReviews = Versioned & { patents: boolean; needs: boolean };

const reviews = collection<StoredReviews>('reviewSettings', {
  _id: String,
  v: Number,
  version: Number,
  patents: Boolean,
  needs: Boolean,
});

export function reviewsStore(database: Database) {
  const model = database.model(reviews);
  /** The choice of an organisation; by default nothing is reviewed. */
  const of = async (organisationId: string): Promise<StoredReviews> =>
    (await model.findById(organisationId).lean<StoredReviews | null>()) ?? {
      _id: organisationId,
      v: 1,
      version: 0,
      patents: false,
      needs: false,
    };
  return {
    of,
    ofPatents: async (organisationId: string) => (await of(organisationId)).patents,
    ofNeeds: async (organisationId: string) => (await of(organisationId)).needs,
    save: (settings: StoredReviews) => saveVersioned(model, settings),
  };
}
