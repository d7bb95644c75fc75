import { useState } from 'react';
import { Link } from 'react-router';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useCommand } from '../lib/command.ts';
import { paths } from '../lib/paths.ts';
import { read } from '../lib/query.ts';
import type { Me } from '../lib/session.ts';
import { tell } from '../lib/signals.ts';
import { useTexts } from '../lib/texts.ts';
import { useOpen } from '../lib/use-open.ts';
import { useSettled } from '../lib/use-settled.ts';
import { type Approached, type Choice, chosenFor, standingOf, standingTones } from './approach.ts';
import { approachTexts } from './approach.texts.ts';
import { OwnNeedForm } from './own-need-form.tsx';
import { ProblemNote } from './problem-view.tsx';
import { Shown } from './shown.tsx';
import { Tag } from './tag.tsx';

type PanelProps = Readonly<{
  thing: Approached;
  me: Me;
  /** Whose things may be chosen, where the patent or need is the user's own. */
  of?: Readonly<{ id: string; name: string }>;
}>;

function useChoices({ kind, id }: Approached, of: string | undefined, text: string) {
  const query = { text, ...(of ? { of } : {}) };
  const keep = { placeholderData: keepPreviousData };
  const needs = read('matches.needsFor', { params: { patentId: id }, query });
  const patents = read('matches.patentsFor', { params: { needId: id }, query });
  const found = {
    patent: useQuery({ ...needs, ...keep, enabled: kind === 'patent' }),
    need: useQuery({ ...patents, ...keep, enabled: kind === 'need' }),
  };
  return found[kind];
}

/** Shows interest in a patent or need with one that is chosen, the best fitting first, or with a need written here. */
export function InterestPanel({ thing, me, of }: PanelProps) {
  const say = useTexts(approachTexts);
  const { kind, id } = thing;
  const [typed, setTyped] = useState('');
  const [isLong, setIsLong] = useState(false);
  const writing = useOpen();
  const text = useSettled(typed.trim(), 300);
  const choices = useChoices(thing, of?.id, text);
  const role = me.organisation?.memberRole;
  const mayWrite = kind === 'patent' && !of && (role === 'admin' || role === 'editor');
  const isEmpty = choices.data?.items.length === 0 && text === '';
  // both stay as they are when there is less, or something, to choose from
  if (!isLong && choices.data?.isMore) setIsLong(true);
  if (isEmpty && mayWrite && !writing.isOpen) writing.open();
  const none = of ? say(`noneTheirs.${kind}`, { name: of.name }) : say(`none.${kind}`);
  return (
    <section className="stack-tight" aria-label={say('interest')}>
      {!isEmpty && <h3>{of ? say(`chooseTheirs.${kind}`, { name: of.name }) : say(`choose.${kind}`)}</h3>}
      {isLong && (
        <Input
          type="search"
          aria-label={say(`findChoice.${kind}`)}
          placeholder={say(`findChoice.${kind}`)}
          value={typed}
          maxLength={200}
          onChange={({ target }) => setTyped(target.value)}
        />
      )}
      <Shown query={choices}>
        {({ items }) =>
          items.length > 0 ? (
            <Choices kind={kind} items={items} />
          ) : (
            <p className="muted">{text === '' ? none : say('noneSuch')}</p>
          )
        }
      </Shown>
      {kind === 'need' && !of && (
        <div className="row">
          <Link to={paths.newPatent()}>{say('addPatent')}</Link>
          <Link to={paths.imports()}>{say('importPatents')}</Link>
        </div>
      )}
      {mayWrite && !writing.isOpen && (
        <div>
          <Button onClick={writing.open}>{say('write')}</Button>
        </div>
      )}
      {writing.isOpen && <OwnNeedForm patentId={id} userId={me.userId} onDone={writing.close} />}
    </section>
  );
}

function Choices({ kind, items }: Readonly<{ kind: Approached['kind']; items: readonly Choice[] }>) {
  const say = useTexts(approachTexts);
  const [pressed, setPressed] = useState('');
  const interest = useCommand('matches.showInterest', () => tell(say('said')));
  return (
    <>
      <ul>
        {items.map((match) => (
          <ChoiceLine
            key={match.id}
            kind={kind}
            match={match}
            isPending={interest.isPending && pressed === match.id}
            isHeld={interest.isPending}
            onInterest={() => {
              setPressed(match.id);
              const params = { needId: match.need.id, patentId: match.patent.id };
              interest.mutate({ params, body: { expectedVersion: match.version } });
            }}
          />
        ))}
      </ul>
      <ProblemNote error={interest.error} />
    </>
  );
}

type LineProps = Readonly<{
  kind: Approached['kind'];
  match: Choice;
  isPending: boolean;
  isHeld: boolean;
  onInterest: () => void;
}>;

function ChoiceLine({ kind, match, isPending, isHeld, onInterest }: LineProps) {
  const say = useTexts(approachTexts);
  const standing = standingOf(match);
  const { id, title } = chosenFor(kind, match);
  const { score, dealId, allowed, need, patent } = match;
  const isAnswer = standing === 'theirs';
  const thingId = kind === 'patent' ? patent.id : need.id;
  return (
    <li className="item">
      <div className="row">
        <Link className="grow" to={kind === 'patent' ? paths.need(id) : paths.patent(id)}>
          {title}
        </Link>
        {score !== null && (
          <Tag tone={score >= 0.5 ? 'good' : 'plain'}>{say('fit', { percent: Math.round(score * 100) })}</Tag>
        )}
        {standing && <Tag tone={standingTones[standing]}>{say(`state.${standing}`)}</Tag>}
        {(standing === 'mine' || isAnswer) && (
          <Link to={paths.matches({ show: 'mine', [kind]: thingId })}>{say('reasons')}</Link>
        )}
        {dealId && <Link to={paths.deal(dealId)}>{say('room')}</Link>}
        {allowed.includes('showInterest') && standing !== 'mine' && (
          <Button
            type={isAnswer ? 'primary' : 'default'}
            aria-label={say(isAnswer ? 'answerIn' : 'interestIn', { title })}
            loading={isPending}
            disabled={isHeld}
            onClick={onInterest}
          >
            {say(isAnswer ? 'agree' : 'interest')}
          </Button>
        )}
      </div>
    </li>
  );
}
