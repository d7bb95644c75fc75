import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { read } from '../lib/query.ts';
import { useTexts } from '../lib/texts.ts';
import { useSettled } from '../lib/use-settled.ts';
import { Card } from './page.tsx';
import { factOf, type Understood, useUnderstoodText } from './understood.ts';
import { understoodTexts } from './understood.texts.ts';
import './understood.css';

type ChipsProps = Readonly<{
  text: string;
  /** Keys of what was taken away. */
  takenAway: readonly string[];
  takeAway: (keys: string[]) => void;
  /** Whether a field of the form says it already. */
  isEntered?: (one: Understood) => boolean;
  /** Takes it into its field; null where the form has none for it. */
  enterOf?: (one: Understood) => (() => void) | null;
  /** Leads to where it is corrected. */
  correct: (one: Understood) => void;
}>;

/** How long nobody types before the text is read. */
const pause = 500;
const never = () => false;
const nowhere = () => null;

/**
 * What was understood of a need's text while it is written: each can be taken into its field, corrected, or taken away.
 * What is left as it is counts; what a person entered in a field counts before it.
 */
export function UnderstoodChips(props: ChipsProps) {
  const { text: typed, takenAway, takeAway, isEntered = never, enterOf = nowhere, correct } = props;
  const say = useTexts(understoodTexts);
  const text = useSettled(typed.trim(), pause);
  const { data } = useQuery({
    ...read('needs.understand', { body: { text } }),
    enabled: text !== '',
    staleTime: Infinity,
    placeholderData: (before) => before,
  });
  const open = text === '' ? [] : (data?.understood ?? []).filter((one) => !isEntered(one));
  const shown = open.filter(({ key }) => !takenAway.includes(key));
  const hidden = open.filter(({ key }) => takenAway.includes(key));
  if (open.length === 0) return null;
  const conditions = shown.filter(({ field }) => field !== 'figure');
  const figures = shown.filter(({ field }) => field === 'figure');
  const chipOf = (one: Understood, index: number) => (
    <Chip
      key={`${one.key}:${String(index)}`}
      one={one}
      enter={enterOf(one)}
      correct={() => correct(one)}
      takeAway={() => takeAway([...new Set([...takenAway, one.key])])}
    />
  );
  return (
    <Card title={say('title')}>
      <p className="muted small">{say('lead')}</p>
      {conditions.length > 0 && <ul className="understood">{conditions.map(chipOf)}</ul>}
      {figures.length > 0 && (
        <>
          <h3 className="small">{say('figures')}</h3>
          <ul className="understood">{figures.map(chipOf)}</ul>
        </>
      )}
      {hidden.length > 0 && (
        <p className="small">
          {say('hidden', { count: hidden.length })}{' '}
          <Button
            type="link"
            size="small"
            onClick={() => takeAway(takenAway.filter((key) => !hidden.some((one) => one.key === key)))}
          >
            {say('bringBack')}
          </Button>
        </p>
      )}
    </Card>
  );
}

type ChipProps = Readonly<{ one: Understood; enter: (() => void) | null; correct: () => void; takeAway: () => void }>;

function Chip({ one, enter, correct, takeAway }: ChipProps) {
  const say = useTexts(understoodTexts);
  const textOf = useUnderstoodText();
  const said = textOf(one);
  const fact = one.field === 'figure' ? '' : say(`fact.${factOf(one.field)}`);
  const what = `${fact} ${said || one.words}`.trim();
  return (
    <li className="understood-one">
      <span className="understood-what">
        {fact && <span className="muted">{fact}</span>} {said && <strong>{said}</strong>} <q>{one.words}</q>
      </span>
      <span className="understood-steps">
        {enter && (
          <Button size="small" aria-label={say('acceptOf', { what })} onClick={enter}>
            {say('accept')}
          </Button>
        )}
        <Button size="small" aria-label={say('correctOf', { what })} onClick={correct}>
          {say('correct')}
        </Button>
        <Button size="small" aria-label={say('takeAwayOf', { what })} onClick={takeAway}>
          {say('takeAway')}
        </Button>
      </span>
    </li>
  );
}

/** Marks words where they stand in the text of a need that is being written. */
export function selectIn(text: string, words: string): void {
  const area = document.querySelector<HTMLTextAreaElement>('form textarea[name="text"]');
  const at = text.indexOf(words);
  area?.focus();
  if (at >= 0) area?.setSelectionRange(at, at + words.length);
}
