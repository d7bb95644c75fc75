import { useCallback, useEffect, useRef, useState } from 'react';
import { remember, remembered } from './storage.ts';

/**
 * State that outlives the page: what is typed under `key` is kept in this browser until `clear`. Keys carry the id of
 * whoever types, so that a shared computer mixes nothing.
 */
export function useDraft<Value>(key: string, initial: Value) {
  const blank = useRef(initial);
  const begin = () => ({
    key,
    value: readDraft<Value>(key) ?? blank.current,
    wasKept: remembered(`draft.${key}`) !== null,
  });
  const [state, setState] = useState(begin);
  // who types may become known only after the first drawing; from then on it is that person's draft
  const current = state.key === key ? state : begin();
  if (current !== state) setState(current);
  const timer = useRef(0);

  const set = useCallback(
    (next: Value) => {
      setState((before) => ({ ...before, value: next }));
      clearTimeout(timer.current);
      timer.current = window.setTimeout(() => remember(`draft.${key}`, JSON.stringify(next)), 150);
    },
    [key],
  );
  const clear = useCallback(() => {
    clearTimeout(timer.current);
    remember(`draft.${key}`, null);
    setState({ key, value: blank.current, wasKept: false });
  }, [key]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return { value: current.value, set, clear, wasKept: current.wasKept };
}

function readDraft<Value>(key: string): Value | undefined {
  const text = remembered(`draft.${key}`);
  if (text === null) return undefined;
  try {
    return JSON.parse(text) as Value; // written by `set` above
  } catch {
    return undefined;
  }
}
