import type { WatchedKind } from './watches.ts';

/** Stream `watch:<person and thing>`. A watch is private to the person. */
export type WatchEvents = {
  'watch.begun': Readonly<{ kind: WatchedKind; thingId: string }>;
  'watch.ended': Readonly<{ kind: WatchedKind; thingId: string }>;
};
