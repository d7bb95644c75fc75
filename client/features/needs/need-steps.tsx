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

/** Buttons for the steps that the server allows with a need now. */
export function NeedSteps({ need, size = 'middle' }: Readonly<{ need: Need; size?: 'small' | 'middle' }>) {
  const say = useTexts(needsTexts);
  const undo = useCommand('needs.step', () => tell(say('undone')));
  const wasOpen = need.state === 'open';
  const command = useCommand('needs.step', ({ version }, { params, body: { step } }) =>
    tell(say('stepDone', { step: say(`step.${step}`) }), {
      // a closed need can be reopened; no other step can be undone
      ...(step === 'close' && wasOpen
        ? { undo: () => undo.mutate({ params, body: { expectedVersion: version, step: 'reopen' } }) }
        : {}),
    }),
  );
  return (
    <>
      {steps
        .filter((step) => need.allowed.includes(step))
        .map((step, index) => (
          <Button
            key={step}
            size={size}
            type={
              step === 'close'
                ? 'text'
                : index === 0 && !(step === 'confirm' && need.state === 'open')
                  ? 'primary'
                  : 'default'
            }
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
