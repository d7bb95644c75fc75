import { useState } from 'react';

/** What a dialog speaks of: as it was when it was opened, and whether that still is so. */
export type Held<What> = Readonly<{
  what: What;
  /** The version that the dialog shows; its command carries this one. */
  version: number;
  hasMoved: boolean;
  now: What;
  /** Speaks of what there is now. */
  lookAgain: () => void;
}>;

/**
 * Holds what a dialog was opened with, while others change the thing: the dialog never speaks of something else by
 * itself, and the server refuses what is given with the version that is held.
 */
export function useHeld<What>(version: number, what: What): Held<What> {
  const [held, setHeld] = useState({ version, what });
  return { ...held, hasMoved: held.version !== version, now: what, lookAgain: () => setHeld({ version, what }) };
}
