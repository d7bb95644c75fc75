import type { z } from 'zod';
import type { timeline, ShownParts } from '../../api/timeline.ts';
import { numberedPlace } from '../cursor.ts';
import type { EventStore } from './event.store.ts';

type Page = Readonly<{ limit: number; cursor?: string | undefined }>;
type Names = (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/**
 * Reads one page of a stream as a time line: of each event only the declared part of its data. `notesOf` reads the
 * reasons given with events, by seq. Event types that no time line declares any more are skipped.
 */
export const timelineReads =
  (events: EventStore, names: Names) =>
  async <Shown extends ShownParts>(
    shown: Shown,
    schema: ReturnType<typeof timeline<Shown>>,
    stream: string,
    { limit, cursor }: Page,
    notesOf: (seqs: readonly number[]) => Promise<ReadonlyMap<number, string>>,
  ): Promise<z.output<typeof schema>> => {
    const found = await events.ofStream(stream, cursor === undefined ? 0 : numberedPlace(cursor), limit + 1);
    const known = await names(found.flatMap(({ by }) => by.organisationId ?? []));
    const shownOnes = found.slice(0, limit);
    const notes = await notesOf(shownOnes.map(({ seq }) => seq));
    const items = shownOnes.flatMap(({ seq, type, at, by, data }) => {
      const part = shown[type];
      if (!part) return [];
      const { organisationId: id } = by;
      return {
        seq,
        type,
        at: at.toISOString(),
        organisation: id ? { id, name: known.get(id) ?? '' } : null,
        data: Object.fromEntries(Object.entries(data).filter(([field]) => Object.hasOwn(part, field))),
        note: notes.get(seq) ?? null,
      };
    });
    return schema.parse({ items, nextCursor: found.length > limit ? String(found[limit - 1]?.seq) : null });
  };
