import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Card } from '../../components/page.tsx';
import { type Understood, useUnderstoodText } from '../../components/understood.ts';
import { read } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { useSettled } from '../../lib/use-settled.ts';
import type { Entry } from './entry.ts';
import { needsTexts } from './needs.texts.ts';
import { isEntered, partOf } from './understood.ts';
import './understood.css';

type ChipsProps = Readonly<{ value: Entry; change: (part: Partial<Entry>) => void }>;

/** How long nobody types before the text is read. */
const pause = 500;

/**
 * What was understood of the text while it is written: each can be taken into its field, corrected there, or taken away.
 * What is left as it is counts; what a person entered in a field counts before it.
 */
export function UnderstoodChips({ value, change }: ChipsProps) {
  const say = useTexts(needsTexts);
  const text = useSettled(value.text.trim(), pause);
  const { data } = useQuery({
    ...read('needs.understand', { body: { text } }),
    enabled: text !== '',
    staleTime: Infinity,
    placeholderData: (before) => before,
  });
  const takenAway = value.notMeant ?? [];
  const open = text === '' ? [] : (data?.understood ?? []).filter((one) => !isEntered(one, value));
  const shown = open.filter(({ key }) => !takenAway.includes(key));
  const hidden = open.filter(({ key }) => takenAway.includes(key));
  if (open.length === 0) return null;
  const conditions = shown.filter(({ field }) => field !== 'figure');
  const figures = shown.filter(({ field }) => field === 'figure');
  const chipOf = (one: Understood, index: number) => (
    <Chip
      key={`${one.key}:${String(index)}`}
      one={one}
      value={value}
      change={change}
      takeAway={() => change({ notMeant: [...new Set([...takenAway, one.key])] })}
    />
  );
  return (
    <Card title={say('understood.title')}>
      <p className="muted small">{say('understood.lead')}</p>
      {conditions.length > 0 && <ul className="understood">{conditions.map(chipOf)}</ul>}
      {figures.length > 0 && (
        <>
          <h3 className="small">{say('understood.figures')}</h3>
          <ul className="understood">{figures.map(chipOf)}</ul>
        </>
      )}
      {hidden.length > 0 && (
        <p className="small">
          {say('understood.hidden', { count: hidden.length })}{' '}
          <Button
            type="link"
            size="small"
            onClick={() => change({ notMeant: takenAway.filter((key) => !hidden.some((one) => one.key === key)) })}
          >
            {say('understood.bringBack')}
          </Button>
        </p>
      )}
    </Card>
  );
}

type ChipProps = ChipsProps & Readonly<{ one: Understood; takeAway: () => void }>;

function Chip({ one, value, change, takeAway }: ChipProps) {
  const say = useTexts(needsTexts);
  const textOf = useUnderstoodText();
  const part = partOf(one, value);
  const said = textOf(one);
  const named = `${one.field === 'figure' ? '' : say(`page.fact.${factOf(one.field)}`)} ${said || one.words}`.trim();
  const correct = () => {
    if (part) change(part);
    // the field has its value only after the form was drawn again
    requestAnimationFrame(() => (part ? focusField(one.field) : selectIn(value.text, one.words)));
  };
  return (
    <li className="understood-one">
      <span className="understood-what">
        {one.field !== 'figure' && <span className="muted">{say(`page.fact.${factOf(one.field)}`)}</span>}{' '}
        {said && <strong>{said}</strong>} <q>{one.words}</q>
      </span>
      <span className="understood-steps">
        {part && (
          <Button size="small" aria-label={say('understood.acceptOf', { what: named })} onClick={() => change(part)}>
            {say('understood.accept')}
          </Button>
        )}
        <Button size="small" aria-label={say('understood.correctOf', { what: named })} onClick={correct}>
          {say('understood.correct')}
        </Button>
        <Button size="small" aria-label={say('understood.takeAwayOf', { what: named })} onClick={takeAway}>
          {say('understood.takeAway')}
        </Button>
      </span>
    </li>
  );
}

const factOf = (field: Exclude<Understood['field'], 'figure'>) => (field === 'minimumMaturity' ? 'maturity' : field);

const firstOf = { budget: 'budgetFrom', minimumMaturity: 'maturity' } as const;

function focusField(field: Understood['field']): void {
  const name = field in firstOf ? firstOf[field as keyof typeof firstOf] : field;
  const input = document.querySelector<HTMLElement>(`form [name="${name}"], form [data-field="${name}"] input`);
  input?.focus();
}

/** A figure is corrected where it was written. */
function selectIn(text: string, words: string): void {
  const area = document.querySelector<HTMLTextAreaElement>('form textarea[name="text"]');
  const at = text.indexOf(words);
  area?.focus();
  if (at >= 0) area?.setSelectionRange(at, at + words.length);
}
