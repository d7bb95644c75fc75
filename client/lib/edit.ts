import { useCallback, useRef, useState } from 'react';
import { type Draft, useKept } from './drafts.ts';
import { begun, caughtUp, chosen, type Edit, isSettled, typed } from './merge.ts';

export type Editing<F extends object> = Omit<Draft<F>, 'clear'> &
  Readonly<{
    /** Forgets the draft once it was saved, as this version: what stands in the form is what there is. */
    clear: (saved: number) => void;
    edit: Edit<F>;
    /** Others changed the thing since the edit began. */
    hasMoved: boolean;
    /** Nothing is left to choose, so the form may be sent. */
    isSettled: boolean;
    choose: (field: keyof F & string, side: 'mine' | 'theirs') => void;
    /** Keeps what stands in the form wherever there is a choice. */
    keepMine: () => void;
  }>;

type Options = Readonly<{ takes?: 'untouched' | 'nothing' }>;

/**
 * A draft of fields that others may change meanwhile: it stays what the user typed, whatever version of the thing comes,
 * also over a reload; see `merge.ts`. Send it with the version of `theirs` that is shown. `key` as for `useDraft`.
 */
export function useEdit<F extends object>(
  key: string,
  theirs: Readonly<{ version: number; fields: F }>,
  { takes = 'untouched' }: Options = {},
): Editing<F> {
  const { version, fields } = theirs;
  const [opened, setOpened] = useState(() => begun(version, fields));
  const { value, set: write, wasKept } = useKept<Edit<F>>(`edit.${key}`);
  const edit = caughtUp(whole(value, fields) ?? opened, version, fields, takes);
  const latest = useRef(edit);
  latest.current = edit;

  const set = (mine: F) => write(typed(latest.current, mine));
  const begin = useCallback(
    (from: number, mine: F) => {
      setOpened(begun(from, mine));
      write(null);
    },
    [write],
  );
  const clear = (saved: number) => begin(saved, latest.current.mine);
  const discard = () => {
    const before = latest.current;
    begin(before.version, before.seen);
    return () => write(before);
  };
  const choose: Editing<F>['choose'] = (field, side) => write(chosen(latest.current, field, side));
  const keepMine = () => {
    const open = Object.keys(edit.differences) as (keyof F & string)[];
    write(open.reduce((one, field) => (one.differences[field]?.isOpen ? chosen(one, field, 'mine') : one), edit));
  };
  return {
    ...{ value: edit.mine, set, clear, discard, wasKept, edit, choose, keepMine },
    hasMoved: edit.from !== edit.version,
    isSettled: isSettled(edit),
  };
}

/** A kept edit; fields that it lacks, because the form is newer, are as the others have them. */
function whole<F extends object>(kept: Edit<F> | null, fields: F): Edit<F> | null {
  if (!kept?.mine || !kept.seen || !kept.differences) return null;
  return { ...kept, seen: { ...fields, ...kept.seen }, mine: { ...fields, ...kept.mine } };
}
