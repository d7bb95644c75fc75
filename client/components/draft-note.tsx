import { Button } from 'antd';
import { commonTexts } from '../lib/common.texts.ts';
import { useTexts } from '../lib/texts.ts';

/** Says that unsent input came back, and lets it go. */
export function DraftNote({ discard }: Readonly<{ discard: () => void }>) {
  const say = useTexts(commonTexts);
  return (
    <div className="note" role="status">
      <span className="grow">{say('draftKept')}</span>
      <Button size="small" onClick={discard}>
        {say('discardDraft')}
      </Button>
    </div>
  );
}
