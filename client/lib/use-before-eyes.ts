import { useEffect, useRef } from 'react';

/**
 * Calls `seen` once somebody has what is shown before his eyes: when the page is visible, or becomes so; again for each
 * other `what`. Null: there is nothing to be seen.
 */
export function useBeforeEyes(what: string | number | null, seen: () => void): void {
  const latest = useRef(seen);
  latest.current = seen;
  useEffect(() => {
    if (what === null) return;
    const look = () => {
      if (document.visibilityState === 'visible') latest.current();
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [what]);
}
