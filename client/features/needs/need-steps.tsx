import { Button } from 'antd';
import type { NeedState } from '../../../server/domain/needs/need-process.ts';
import { ProblemNote } from '../../components/problem-view.tsx';
import { Tag, type Tone } from '../../components/tag.tsx';
import { useCommand } from '../../lib/command.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import type { Need } from './need.ts';
import { needsTexts } from './needs.texts.ts';

const tones: Partial<Record<NeedState, Tone>> = {
  review: 'wait',
  open: 'good',
  answered: 'supply',
  inTalks: 'supply',
  solved: 'centre',
  expired: 'wait',
};

export function NeedTag({ state }: Readonly<{ state: NeedState }>) {
  const say = useTexts(needsTexts);
  return <Tag tone={tones[state] ?? 'plain'}>{say(`state.${state}`)}</Tag>;
}

const steps = ['publish', 'approve', 'submit', 'confirm', 'reopen', 'solve', 'sendBack', 'close'] as const;

/** What may be done with a need now, as the server says. */
export function NeedSteps({ need, size = 'middle' }: Readonly<{ need: Need; size?: 'small' | 'middle' }>) {
  const say = useTexts(needsTexts);
  const command = useCommand('needs.step', ['needs.need', 'needs.mine', 'search.needs'], (_, { body }) =>
    tell(say('stepDone', { step: say(`step.${body.step}`) })),
  );
  return (
    <>
      {steps
        .filter((step) => need.allowed.includes(step))
        .map((step, index) => (
          <Button
            key={step}
            size={size}
            type={index === 0 && step !== 'close' ? 'primary' : 'default'}
            danger={step === 'close' || step === 'sendBack'}
            loading={command.isPending && command.variables.body.step === step}
            onClick={() =>
              command.mutate({ params: { needId: need.id }, body: { expectedVersion: need.version, step } })
            }
          >
            {say(`step.${step}`)}
          </Button>
        ))}
      <ProblemNote error={command.error} />
    </>
  );
}
