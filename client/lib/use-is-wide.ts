import { useSyncExternalStore } from 'react';

const wide = window.matchMedia('(min-width: 1180px)');
const follow = (changed: () => void) => {
  wide.addEventListener('change', changed);
  return () => wide.removeEventListener('change', changed);
};

/** Whether two columns fit beside the navigation and the filters. */
export const useIsWide = (): boolean => useSyncExternalStore(follow, () => wide.matches);
