import { Tag, type Tone } from '../../components/tag.tsx';
import { useTexts } from '../../lib/texts.ts';
import { accountsTexts } from './accounts.texts.ts';

export type OrganisationState = 'pending' | 'approved' | 'refused' | 'suspended';
const tones: Record<OrganisationState, Tone> = { pending: 'wait', approved: 'good', refused: 'bad', suspended: 'bad' };

export function OrganisationTag({ state }: Readonly<{ state: OrganisationState }>) {
  const say = useTexts(accountsTexts);
  return <Tag tone={tones[state]}>{say(`state.${state}`)}</Tag>;
}
