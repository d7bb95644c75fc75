import type { StoredEvent } from './event.store.ts';

/** The version that events are written with now. */
export const eventVersion = 1;

/**
 * Pure steps that lift an event of an older version to the next, by `type@version`; events on disk are never
 * rewritten. There is none yet, because there is only one version of every event.
 */
const upcasters: Readonly<Record<string, (data: Record<string, unknown>) => Record<string, unknown>>> = {};

/** The data of an event in its newest form. */
export function upcast({ type, v, data }: Pick<StoredEvent, 'type' | 'v' | 'data'>): Record<string, unknown> {
  let lifted = data;
  for (let from = v; from < eventVersion; from++) lifted = upcasters[`${type}@${from}`]?.(lifted) ?? lifted;
  return lifted;
}
