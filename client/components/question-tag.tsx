import type { QuestionState } from '../../server/domain/questions/question-process.ts';
import { useTexts } from '../lib/texts.ts';
import { approachTexts } from './approach.texts.ts';
import { Tag, type Tone } from './tag.tsx';

const tones: Record<QuestionState, Tone> = {
  asked: 'wait',
  answered: 'good',
  declined: 'plain',
  unanswered: 'bad',
  withdrawn: 'plain',
};

/** How a question stands. */
export function QuestionTag({ state }: Readonly<{ state: QuestionState }>) {
  const say = useTexts(approachTexts);
  return <Tag tone={tones[state]}>{say(`question.state.${state}`)}</Tag>;
}
