import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Slider } from 'antd';
import type { Output } from '../../../server/api/operations.ts';
import { emphases, type Emphasis, evenEmphasis } from '../../../server/domain/match-emphasis.ts';
import { withoutStale } from '../../components/draft-form.tsx';
import { type FieldNames, MergeNote } from '../../components/merge-note.tsx';
import { Card, Page } from '../../components/page.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { Shown } from '../../components/shown.tsx';
import { call } from '../../lib/api.ts';
import { useCommand } from '../../lib/command.ts';
import { useEdit } from '../../lib/edit.ts';
import { isSame } from '../../lib/merge.ts';
import { read } from '../../lib/query.ts';
import { useMe } from '../../lib/session.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import { IndustriesCard } from './industries-card.tsx';
import { TrialCard } from './trial-card.tsx';
import { matchesTexts } from './matches.texts.ts';
import { matchingTexts } from './matching.texts.ts';
import './matches.css';

type Weights = Output<'matching.weights'>;
const step = 0.05;
const timesText = (factor: number): string => `×${factor.toFixed(2)}`;

/** The weights of a centre's own match lists; their effect is shown before they are saved. */
export function Component() {
  const query = useQuery(read('matching.weights'));
  return <Shown query={query}>{(weights) => <Editor weights={weights} />}</Shown>;
}

function Editor({ weights }: Readonly<{ weights: Weights }>) {
  const say = useTexts(matchingTexts);
  const matches = useTexts(matchesTexts);
  const { bounds, basedOn, version, allowed } = weights;
  const nameOf = (name: keyof Emphasis) =>
    name === 'text' || name === 'meaning' ? say(`emphasis.${name}`) : matches(`feature.${name}`);
  const mine = useMe()?.organisation?.id ?? '';
  const draft = useEdit(`weights.${mine}`, { version, fields: weights.emphasis });
  const { value: emphasis, set: setEmphasis } = draft;
  const trial = useMutation({
    mutationFn: (tried: Emphasis) => call('matching.tryWeights', { body: { emphasis: tried } }),
  });
  const save = useCommand('matching.setWeights', ({ version: saved }) => {
    draft.clear(saved);
    tell(say('saved'));
  });
  const isTried = trial.isSuccess && isSame(trial.variables, emphasis);
  const names = Object.fromEntries(
    emphases.map((name) => [name, [nameOf(name), (factor: number) => timesText(factor)]] as const),
  ) as unknown as FieldNames<Emphasis>; // each of them
  return (
    <Page title={say('weightsTitle')} lead={say('weightsLead', { basedOn })}>
      <Card title={say('factors', bounds)}>
        <ul className="factors">
          {emphases.map((name) => (
            <li key={name}>
              <span>{nameOf(name)}</span>
              <Slider
                min={bounds.least}
                max={bounds.most}
                step={step}
                value={emphasis[name]}
                tooltip={{ open: false }}
                ariaLabelForHandle={nameOf(name)}
                onChange={(factor: number) => setEmphasis({ ...emphasis, [name]: factor })}
              />
              <span className="amount">{timesText(emphasis[name])}</span>
            </li>
          ))}
        </ul>
        <MergeNote editing={draft} names={names} />
        <div className="row">
          <Button
            type={isTried ? 'default' : 'primary'}
            loading={trial.isPending}
            onClick={() => trial.mutate(emphasis)}
          >
            {say('try')}
          </Button>
          <Button onClick={() => setEmphasis(evenEmphasis)}>{say('reset')}</Button>
          {allowed.includes('setWeights') && (
            <Button
              type={isTried ? 'primary' : 'default'}
              disabled={!isTried || !draft.isSettled}
              loading={save.isPending}
              onClick={() => save.mutate({ body: { expectedVersion: version, emphasis } })}
            >
              {say('save')}
            </Button>
          )}
          <span className="muted small">
            {trial.isPending ? say('trying') : say(allowed.includes('setWeights') ? 'saveHint' : 'adminOnly')}
          </span>
        </div>
        <ProblemNote error={trial.error ?? withoutStale(save.error, draft.hasMoved)} />
      </Card>
      {isTried && <TrialCard trial={trial.data} />}
      <IndustriesCard />
    </Page>
  );
}
