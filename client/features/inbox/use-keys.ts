import { useEffect } from 'react';

const items = () => [...document.querySelectorAll<HTMLElement>('main [data-open]')];
const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('input, textarea, select, dialog, [contenteditable]') !== null;

/**
 * j and k go down and up the items of the page (`data-open` is the link of one), Enter opens the one that has the focus, as it
 * does any link, and e presses its button that marks it (`data-mark`).
 */
export function useKeys(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const all = items();
      const here = all.findIndex((one) => one.closest('li')?.contains(document.activeElement));
      if (event.key === 'j' || event.key === 'k') {
        const next = all[event.key === 'j' ? here + 1 : Math.max(0, here - 1)];
        next?.focus();
        next?.scrollIntoView({ block: 'nearest' });
      } else if (event.key === 'e') {
        all[here]?.closest('li')?.querySelector<HTMLElement>('[data-mark]')?.click();
      }
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
