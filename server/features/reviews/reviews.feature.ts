import { concerning } from '../../domain/event.ts';
import { actingOrganisation } from '../../domain/permissions.ts';
import type { Feature, Ground } from '../../platform/feature.ts';
import { reviewsStore } from './reviews.store.ts';

/** Each organisation chooses whether its listings and needs are reviewed before they are published. */
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
        await holds.drain([nameOf(id)]); // from the answer on nothing is published by the old choice
        return outcome;
      },
    },
    offers: {
      ...store,
      /** Call in a transaction that decides by the choice, after reading it; see `Holds`. `key`: the command's id. */
      restOn: (organisationId: string, key: string) => holds.share(nameOf(organisationId), key),
    },
  } satisfies Feature;
}
