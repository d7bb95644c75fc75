import { useSyncExternalStore } from 'react';

const questions = {
  dark: matchMedia('(prefers-color-scheme: dark)'),
  stillness: matchMedia('(prefers-reduced-motion: reduce)'),
};

/** Whether the user asked the system for dark colours, or for no motion; follows when that changes. */
export const usePrefers = (what: keyof typeof questions): boolean =>
  useSyncExternalStore(
    (changed) => {
      questions[what].addEventListener('change', changed);
      return () => questions[what].removeEventListener('change', changed);
    },
    () => questions[what].matches,
  );
