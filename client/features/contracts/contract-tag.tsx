import type { ContractState } from '../../../server/domain/contracts/contract-process.ts';
import { Tag, type Tone } from '../../components/tag.tsx';
import { useTexts } from '../../lib/texts.ts';
import { contractsTexts } from './contracts.texts.ts';

const tones: Record<ContractState, Tone> = { signed: 'supply', effective: 'centre', completed: 'good', ended: 'plain' };

export function ContractTag({ state }: Readonly<{ state: ContractState }>) {
  const say = useTexts(contractsTexts);
  return <Tag tone={tones[state]}>{say(`state.${state}`)}</Tag>;
}
