import { type Concerns, concerning } from '../../domain/event.ts';

type Places = (ids: readonly string[]) => Promise<ReadonlyMap<string, Readonly<{ place: string }>>>;

/** What an event concerns that happened to a thing with one owner: the owner and its place, and whoever else is named. */
export const ownedBy =
  (organisations: Places) =>
  async (ownerId: string, others: readonly string[] = []): Promise<Concerns> => {
    const place = (await organisations([ownerId])).get(ownerId)?.place;
    return concerning({ organisations: [ownerId, ...others], place });
  };
export type OwnedBy = ReturnType<typeof ownedBy>;
