import type { DealState } from '../../../server/domain/deals/deal-process.ts';
import { Tag, type Tone } from '../../components/tag.tsx';
import { useTexts } from '../../lib/texts.ts';
import { dealsTexts } from './deals.texts.ts';

const tones: Record<DealState, Tone> = {
  talks: 'wait',
  agreed: 'supply',
  signed: 'good',
  closed: 'plain',
};

export function DealTag({ state }: Readonly<{ state: DealState }>) {
  const say = useTexts(dealsTexts);
  return <Tag tone={tones[state]}>{say(`state.${state}`)}</Tag>;
}
