import type { ImportState } from '../../../server/domain/imports/import-process.ts';
import { Tag, type Tone } from '../../components/tag.tsx';
import { useTexts } from '../../lib/texts.ts';
import { importsTexts } from './imports.texts.ts';

const tones: Record<ImportState, Tone> = {
  reading: 'supply',
  refused: 'bad',
  previewed: 'wait',
  running: 'supply',
  done: 'good',
  cancelled: 'plain',
  undoing: 'supply',
  undone: 'plain',
};

export function ImportTag({ state }: Readonly<{ state: ImportState }>) {
  const say = useTexts(importsTexts);
  return <Tag tone={tones[state]}>{say(`state.${state}`)}</Tag>;
}
