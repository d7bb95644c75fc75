import { concerning } from '../../domain/event.ts';
import { actingOrganisation } from '../../domain/permissions.ts';
import type { Feature, Ground } from '../../platform/feature.ts';
import { reviewsStore } from './reviews.store.ts';

/** Each organisation decides for itself whether it looks at things before it shows them. */
export function reviewsFeature({ database, commands, holds }: Ground) {
  const store = reviewsStore(database);
  const nameOf = (organisationId: string) => `reviews:${organisationId}`;
  return {
    handlers: {
      'reviews.get': async ({ actor }) => {
        const { version, patents, needs } = await store.of(actingOrganisation(actor).id);
        return { version, patents, needs };
      },

      'reviews.choose': async ({ actor, body }) => {
        const { id, place } = actingOrganisation(actor);
        const concerns = concerning({ organisations: [id], place });
        const outcome = await commands.execute(
          { operation: 'reviews.choose', stream: `reviews:${id}`, actor, body },
          async ({ version }) => {
            const { patents, needs } = body;
            await store.save({ _id: id, v: 1, version, patents, needs });
            return { type: 'reviews.chosen', data: { patents, needs }, concerns };
          },
        );
        await holds.drain([nameOf(id)]); // nothing is shown any more that somebody should have looked at
        return outcome;
      },
    },
    offers: {
      ...store,
      /** For a decision by what an organisation chose: part of its transaction, after that was read. */
      restOn: (organisationId: string, key: string) => holds.share(nameOf(organisationId), key),
    },
  } satisfies Feature;
}
