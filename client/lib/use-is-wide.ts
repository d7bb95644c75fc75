import { useSyncExternalStore } from 'react';

const wide = window.matchMedia('(min-width: 1180px)');
const follow = (changed: () => void) => {
  wide.addEventListener('change', changed);
  return () => wide.removeEventListener('change', changed);
};

/** Whether there is room for things side by side beside the navigation and a column of filters. */
export const useIsWide = (): boolean => useSyncExternalStore(follow, () => wide.matches);
