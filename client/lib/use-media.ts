import { useSyncExternalStore } from 'react';

/** Whether a media query holds; follows when that changes. Called once for each query, outside components. */
function mediaHook(query: string): () => boolean {
  const media = window.matchMedia(query);
  const follow = (changed: () => void) => {
    media.addEventListener('change', changed);
    return () => media.removeEventListener('change', changed);
  };
  return () => useSyncExternalStore(follow, () => media.matches);
}

/** Whether two columns fit beside the navigation and the filters. */
export const useIsWide = mediaHook('(min-width: 1180px)');
/** Whether the user asked the system for dark colours. */
export const useIsDark = mediaHook('(prefers-color-scheme: dark)');
/** Whether the user asked the system for no motion. */
export const useIsStill = mediaHook('(prefers-reduced-motion: reduce)');
