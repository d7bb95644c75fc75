import { useState } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Slider } from 'antd';
import type { Output } from '../../../server/api/operations.ts';
import { emphases, type Emphasis, evenEmphasis } from '../../../server/domain/match-emphasis.ts';
import { Card, Page } from '../../components/page.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { Shown } from '../../components/shown.tsx';
import { call } from '../../lib/api.ts';
import { useCommand } from '../../lib/command.ts';
import { read } from '../../lib/query.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import { TrialCard } from './trial-card.tsx';
import { matchesTexts } from './matches.texts.ts';
import { matchingTexts } from './matching.texts.ts';
import './matches.css';

type Weights = Output<'matching.weights'>;
const step = 0.05;

/** The weights of a centre's own match lists; their effect is shown before they are saved. */
export function Component() {
  const query = useQuery(read('matching.weights'));
  return <Shown query={query}>{(weights) => <Editor key={weights.version} weights={weights} />}</Shown>;
}

function Editor({ weights }: Readonly<{ weights: Weights }>) {
  const say = useTexts(matchingTexts);
  const matches = useTexts(matchesTexts);
  const { bounds, basedOn, version, allowed } = weights;
  const nameOf = (name: keyof Emphasis) =>
    name === 'text' || name === 'meaning' ? say(`emphasis.${name}`) : matches(`feature.${name}`);
  const [emphasis, setEmphasis] = useState<Emphasis>(weights.emphasis);
  const trial = useMutation({
    mutationFn: (tried: Emphasis) => call('matching.tryWeights', { body: { emphasis: tried } }),
  });
  const save = useCommand('matching.setWeights', () => tell(say('saved')));
  const isTried = trial.isSuccess && trial.variables === emphasis;
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
              <span className="amount">×{emphasis[name].toFixed(2)}</span>
            </li>
          ))}
        </ul>
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
              disabled={!isTried}
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
        <ProblemNote error={trial.error ?? save.error} />
      </Card>
      {isTried && <TrialCard trial={trial.data} />}
    </Page>
  );
}
