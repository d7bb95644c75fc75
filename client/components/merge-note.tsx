import { type ReactNode, useId } from 'react';
import { Button } from 'antd';
import type { Editing } from '../lib/edit.ts';
import { formatList } from '../lib/format.ts';
import { differing, isSame } from '../lib/merge.ts';
import { useTexts } from '../lib/texts.ts';
import './merge-note.css';
import { mergeTexts } from './merge.texts.ts';

/** What the fields of a form are called, and how their values are said where that is not as they are. */
export type FieldNames<F extends object> = {
  readonly [Field in keyof F]: string | readonly [name: string, say: (value: F[Field]) => string];
};

type MergeNoteProps<F extends object> = Readonly<{
  editing: Editing<F>;
  names: FieldNames<F>;
  /** Says what came, where that is not a change of the same thing. It is then shown even if no field differs. */
  arrived?: Readonly<{ title: string; text: string; theirs: string }> | undefined;
}>;

/**
 * What others changed while the user was typing: what the form took over, and field by field, for the user to choose,
 * what both changed. Nothing while nobody did.
 */
export function MergeNote<F extends object>({ editing, names, arrived }: MergeNoteProps<F>) {
  const say = useTexts(mergeTexts);
  const { edit, hasMoved, isSettled } = editing;
  const fields = differing(edit);
  const taken = Object.keys(edit.taken) as (keyof F & string)[]; // fields of the form
  const nameOf = (field: keyof F) => {
    const name: FieldNames<F>[keyof F] = names[field];
    return typeof name === 'string' ? name : name[0];
  };
  const textOf = <Field extends keyof F>(field: Field, value: F[Field]): string => {
    const name: FieldNames<F>[Field] = names[field];
    return (typeof name === 'string' ? plain(value) : name[1](value)) || say('empty');
  };
  if (fields.length + taken.length === 0 && !(arrived && hasMoved)) return null;
  return (
    <section className="merge" aria-label={arrived?.title ?? say('title')}>
      <div role="status">
        <h3>{arrived?.title ?? say('title')}</h3>
        <p>{arrived?.text ?? say('kept')}</p>
      </div>
      {taken.length > 0 && (
        <div>
          <p>{say('taken')}</p>
          <ul>
            {taken.map((field) => (
              <li key={field}>
                {say('takenOver', {
                  field: nameOf(field),
                  was: shortened(textOf(field, edit.taken[field] as F[typeof field])), // it is one of the taken
                  now: shortened(textOf(field, edit.seen[field])),
                })}
              </li>
            ))}
          </ul>
        </div>
      )}
      {fields.length > 0 && <p>{say(arrived ? 'chooseOfAnswer' : 'choose')}</p>}
      {fields.map((field) => {
        const difference = edit.differences[field];
        if (!difference) return null;
        const stands = isSame(edit.mine[field], edit.seen[field]);
        const [was, typed, theirs] = [difference.was, difference.typed, edit.seen[field]].map(
          (value) => textOf(field, value as F[typeof field]), // `was` and `typed` are values of this field
        ) as [string, string, string];
        return (
          <Choice
            key={field}
            name={nameOf(field)}
            chosen={difference.isOpen ? null : stands ? 'theirs' : 'mine'}
            mine={<Changed was={was} now={typed} />}
            theirs={<Changed was={was} now={theirs} />}
            theirsName={arrived?.theirs ?? say('theirs')}
            was={shortened(was)}
            onChoose={(side) => editing.choose(field, side)}
          />
        );
      })}
      {!isSettled && (
        <div>
          <Button onClick={editing.keepMine}>{say('keepMine')}</Button>
        </div>
      )}
    </section>
  );
}

type ChoiceProps = Readonly<{
  name: string;
  chosen: 'mine' | 'theirs' | null;
  mine: ReactNode;
  theirs: ReactNode;
  theirsName: string;
  was: string;
  onChoose: (side: 'mine' | 'theirs') => void;
}>;

/** Both values of one field as a group of two radio buttons, which the keyboard knows. */
function Choice({ name, chosen, mine, theirs, theirsName, was, onChoose }: ChoiceProps) {
  const say = useTexts(mergeTexts);
  const group = useId();
  const sides = { mine: [say('mine'), mine], theirs: [theirsName, theirs] } as const;
  return (
    <fieldset className="difference">
      <legend>{name}</legend>
      {(['mine', 'theirs'] as const).map((side) => (
        <label key={side}>
          <input type="radio" name={group} checked={chosen === side} onChange={() => onChoose(side)} />
          <strong>{sides[side][0]}</strong>
          <span>{sides[side][1]}</span>
        </label>
      ))}
      <span className="was muted small">
        {say('was')} {was}
      </span>
    </fieldset>
  );
}

/** A text with the part marked that is not as it was; of what long texts share only the nearest is shown. */
function Changed({ was, now }: Readonly<{ was: string; now: string }>) {
  const [old, text] = [[...was], [...now]];
  let head = 0;
  while (head < text.length && text[head] === old[head]) head++;
  let tail = 0;
  while (tail < Math.min(text.length, old.length) - head && text.at(-1 - tail) === old.at(-1 - tail)) tail++;
  const piece = (from: number, to?: number) => text.slice(from, to).join('');
  const end = text.length - tail;
  return (
    <>
      {head > around ? `…${piece(head - around, head)}` : piece(0, head)}
      {end > head && <mark>{piece(head, end)}</mark>}
      {tail > around ? `${piece(end, end + around)}…` : piece(end)}
    </>
  );
}
const around = 40;
const longest = 160;
const shortened = (text: string) => (text.length > longest ? `${text.slice(0, longest)}…` : text);

/** A value as text: words of a list joined, nothing for what is not there. */
function plain(value: unknown): string {
  if (Array.isArray(value)) return formatList(value.map(plain));
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : '';
}
