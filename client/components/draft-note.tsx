import { Button } from 'antd';
import { commonTexts } from '../lib/common.texts.ts';
import type { Draft } from '../lib/drafts.ts';
import { tell } from '../lib/signals.ts';
import { useTexts } from '../lib/texts.ts';

/** Tells that unsent input was restored, and offers to discard it; discarding can be undone for a few seconds. */
export function DraftNote({ discard }: Pick<Draft<unknown>, 'discard'>) {
  const say = useTexts(commonTexts);
  return (
    <div className="note" role="status">
      <span className="grow">{say('draftKept')}</span>
      <Button
        size="small"
        onClick={() => {
          const bringBack = discard();
          tell(say('draftDiscarded'), { undo: bringBack });
        }}
      >
        {say('discardDraft')}
      </Button>
    </div>
  );
}
