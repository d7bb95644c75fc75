import { actingOrganisation } from '../../domain/permissions.ts';
import type { Commands } from '../../platform/commands.ts';
import type { HandlersOf } from '../../platform/pipeline.ts';
import type { ReviewsStore } from './reviews.store.ts';

/** Each organisation decides for itself whether it looks at things before it shows them. */
export function reviewsRoutes(store: ReviewsStore, commands: Commands): HandlersOf<'reviews'> {
  return {
    'reviews.settings': async ({ actor }) => {
      const { version, patents, needs } = await store.of(actingOrganisation(actor).id);
      return { version, patents, needs };
    },

    'reviews.choose': async ({ actor, body }) => {
      const { id } = actingOrganisation(actor);
      return commands.execute(
        { operation: 'reviews.choose', stream: `reviews:${id}`, actor, body },
        async ({ version }) => {
          const { patents, needs } = body;
          await store.save({ _id: id, v: 1, version, patents, needs });
          return { type: 'reviews.chosen', data: { patents, needs } };
        },
      );
    },
  };
}
