import { type Concerns, concerning } from '../../domain/event.ts';

type Places = (ids: readonly string[]) => Promise<ReadonlyMap<string, Readonly<{ place: string }>>>;

/** The `Concerns` of an event about a thing with one owner: the owner and its place, and `others`. */
export const ownedBy =
  (organisations: Places) =>
  async (ownerId: string, others: readonly string[] = []): Promise<Concerns> => {
    const place = (await organisations([ownerId])).get(ownerId)?.place;
    return concerning({ organisations: [ownerId, ...others], place });
  };
export type OwnedBy = ReturnType<typeof ownedBy>;
