import type { DealState } from '../../../server/domain/deals/deal-process.ts';
import { Tag, type Tone } from '../../components/tag.tsx';
import { useTexts } from '../../lib/texts.ts';
import { dealsTexts } from './deals.texts.ts';

const tones: Record<DealState, Tone> = {
  talks: 'wait',
  agreed: 'supply',
  signed: 'supply',
  effective: 'centre',
  completed: 'good',
  closed: 'plain',
  terminated: 'bad',
};

export function DealTag({ state }: Readonly<{ state: DealState }>) {
  const say = useTexts(dealsTexts);
  return <Tag tone={tones[state]}>{say(`state.${state}`)}</Tag>;
}

const course = ['talks', 'agreed', 'signed', 'effective', 'completed'] as const;

/** How far a deal has come, as one line of steps. */
export function DealCourse({ state }: Readonly<{ state: DealState }>) {
  const say = useTexts(dealsTexts);
  const reached = course.findIndex((step) => step === state);
  return (
    <ol className="course">
      {course.map((step, index) => (
        <li
          key={step}
          className={index < reached ? 'past' : ''}
          {...(index === reached ? { 'aria-current': 'step' as const } : {})}
        >
          {say(`state.${step}`)}
        </li>
      ))}
    </ol>
  );
}
