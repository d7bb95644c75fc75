import type { WatchedKind } from './watches.ts';

/** A person's own mark: `watch:<person and thing>`. It tells nobody else, so it concerns nobody else. */
export type WatchEvents = {
  'watch.begun': Readonly<{ kind: WatchedKind; thingId: string }>;
  'watch.ended': Readonly<{ kind: WatchedKind; thingId: string }>;
};
