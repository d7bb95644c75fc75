import { useCallback, useEffect, useRef, useState } from 'react';
import { remember, remembered } from './storage.ts';

/**
 * State that survives a reload: the value is kept in this browser under `key` until `clear`. Keys contain the user's or
 * the thing's id, so that drafts of several users of one computer do not mix.
 */
export function useDraft<Value>(key: string, initial: Value) {
  const blank = useRef(initial);
  const begin = () => ({
    key,
    value: readDraft<Value>(key) ?? blank.current,
    wasKept: remembered(`draft.${key}`) !== null,
  });
  const [state, setState] = useState(begin);
  // the key may change once the user is known; from then on that user's draft is shown
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
