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
  published: 'good',
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

export const steps = [
  'publish',
  'approveInFaculty',
  'approveInSchool',
  'confirm',
  'submit',
  'assess',
  'sendBack',
  'withdraw',
] as const;
type Step = (typeof steps)[number];
/** Buttons for the steps that the server allows now; only a step that the listing waits for is primary. */
export function PatentSteps({ patent, size = 'middle' }: Readonly<{ patent: Patent; size?: 'small' | 'middle' }>) {
  const say = useTexts(patentsTexts);
  const undo = useCommand('patents.step', () => tell(say('undone')));
  const command = useCommand('patents.step', ({ version }, { params, body: { step } }) =>
    tell(say('stepDone', { step: say(`step.${step}`) }), {
      // a withdrawn listing can be published again; no other step can be undone
      ...(step === 'withdraw' && wasPublic
        ? { undo: () => undo.mutate({ params, body: { expectedVersion: version, step: 'publish' } }) }
        : {}),
    }),
  );
  const wasPublic = patent.state === 'published';
  const possible = steps.filter((step) => patent.allowed.includes(step));
  return (
    <>
      {possible.map((step) => (
        <Button
          key={step}
          size={size}
          type={isNext(patent, step) ? 'primary' : step === 'withdraw' ? 'text' : 'default'}
          danger={step === 'withdraw' || step === 'sendBack'}
          loading={command.isPending && command.variables.body.step === step}
          onClick={() =>
            command.mutate({ params: { patentId: patent.id }, body: { expectedVersion: patent.version, step } })
          }
        >
          {say(`step.${step}`)}
        </Button>
      ))}
      {isLacking(patent) && (
        <span className="muted small">
          {say(patent.lacks.length > 1 ? 'lacks.both' : `lacks.${patent.lacks[0] ?? 'number'}`)}
        </span>
      )}
      <ProblemNote error={command.error} />
    </>
  );
}

/** Whether only what it lacks keeps the listing from being published; said to those who can add it. */
const isLacking = ({ lacks, allowed, state }: Patent): boolean =>
  lacks.length > 0 && allowed.includes('revise') && state !== 'published';

/** Whether the listing waits for this step: to be published, reviewed, or confirmed when overdue. */
const isNext = ({ state, allowed }: Patent, step: Step): boolean =>
  step === 'confirm'
    ? state === 'dueForReview'
    : step === 'publish'
      ? true
      : ['approveInFaculty', 'approveInSchool'].includes(step) || (step === 'submit' && !allowed.includes('publish'));
