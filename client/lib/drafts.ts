import { useCallback, useEffect, useRef, useState } from 'react';
import { forgetKept, keep, kept } from './storage.ts';

/** A draft as its form needs it. */
export type Draft<Value> = Readonly<{
  value: Value;
  set: (value: Value) => void;
  /** Forgets the draft once it was sent. */
  clear: () => void;
  /** Forgets the draft, and answers how to bring it back. */
  discard: () => () => void;
  /** It was kept from an earlier visit. */
  wasKept: boolean;
}>;

/**
 * State that survives a reload: the value is kept in this browser under `key` until `clear`. Keys contain the user's or
 * the thing's id, so that drafts of several users of one computer do not mix.
 */
export function useDraft<Value>(key: string, initial: Value): Draft<Value> {
  const blank = useRef(initial);
  const { value, set, wasKept } = useKept<Value>(key);
  const clear = useCallback(() => set(null), [set]);
  const discard = () => {
    clear();
    return () => set(value);
  };
  return { value: value ?? blank.current, set, clear, discard, wasKept };
}

/** State that is kept in this browser under `key`, or null. Typing is written down shortly after, or when the page goes. */
export function useKept<Value>(key: string) {
  const begin = () => {
    const value = readDraft<Value>(key);
    return { key, value, wasKept: value !== null };
  };
  const [state, setState] = useState(begin);
  // the key may change once the user is known; from then on that user's draft is shown
  const current = state.key === key ? state : begin();
  if (current !== state) setState(current);
  const timer = useRef(0);
  const unwritten = useRef<(() => void) | null>(null);
  const write = useCallback(() => {
    clearTimeout(timer.current);
    unwritten.current?.();
    unwritten.current = null;
  }, []);

  const set = useCallback(
    (next: Value | null) => {
      clearTimeout(timer.current);
      unwritten.current = null;
      if (next === null) {
        forgetKept(`draft.${key}`);
        return setState({ key, value: null, wasKept: false });
      }
      setState((before) => ({ ...before, value: next }));
      unwritten.current = () => keep(`draft.${key}`, JSON.stringify(next));
      timer.current = window.setTimeout(write, 150);
    },
    [key, write],
  );
  useEffect(() => {
    window.addEventListener('pagehide', write);
    return () => {
      window.removeEventListener('pagehide', write);
      write();
    };
  }, [write]);
  return { value: current.value, set, wasKept: current.wasKept };
}

function readDraft<Value>(key: string): Value | null {
  const text = kept(`draft.${key}`);
  if (text === null) return null;
  try {
    return JSON.parse(text) as Value; // written by `set` above
  } catch {
    return null;
  }
}
