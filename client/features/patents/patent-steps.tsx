import { Button } from 'antd';
import type { ListingState } from '../../../server/domain/patents/listing-process.ts';
import { ProblemNote } from '../../components/problem-view.tsx';
import { Tag, type Tone } from '../../components/tag.tsx';
import { useCommand } from '../../lib/command.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import type { Patent } from './patent.ts';
import { patentsTexts } from './patents.texts.ts';

const tones: Partial<Record<ListingState, Tone>> = {
  facultyReview: 'wait',
  schoolReview: 'wait',
  listed: 'good',
  inTalks: 'supply',
  locked: 'supply',
  converted: 'centre',
  dueForReview: 'wait',
  lapsed: 'bad',
};

export function PatentTag({ state }: Readonly<{ state: ListingState }>) {
  const say = useTexts(patentsTexts);
  return <Tag tone={tones[state] ?? 'plain'}>{say(`state.${state}`)}</Tag>;
}

const steps = [
  'publish',
  'approveInFaculty',
  'approveInSchool',
  'confirm',
  'submit',
  'assess',
  'sendBack',
  'withdraw',
] as const;

/** What may be done with a listing now, as the server says. */
export function PatentSteps({ patent, size = 'middle' }: Readonly<{ patent: Patent; size?: 'small' | 'middle' }>) {
  const say = useTexts(patentsTexts);
  const command = useCommand('patents.step', ['patents.patent', 'patents.mine', 'search.patents'], (_, { body }) =>
    tell(say('stepDone', { step: say(`step.${body.step}`) })),
  );
  const possible = steps.filter((step) => patent.allowed.includes(step));
  return (
    <>
      {possible.map((step, index) => (
        <Button
          key={step}
          size={size}
          type={index === 0 && step !== 'withdraw' ? 'primary' : 'default'}
          danger={step === 'withdraw' || step === 'sendBack'}
          loading={command.isPending && command.variables.body.step === step}
          onClick={() =>
            command.mutate({ params: { patentId: patent.id }, body: { expectedVersion: patent.version, step } })
          }
        >
          {say(`step.${step}`)}
        </Button>
      ))}
      <ProblemNote error={command.error} />
    </>
  );
}
