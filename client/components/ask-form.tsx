import { Button } from 'antd';
import { useCommand } from '../lib/command.ts';
import { useDraft } from '../lib/drafts.ts';
import { newId } from '../lib/ids.ts';
import { tell } from '../lib/signals.ts';
import { useTexts } from '../lib/texts.ts';
import type { Approached } from './approach.ts';
import { approachTexts } from './approach.texts.ts';
import { DraftNote } from './draft-note.tsx';
import { ProblemNote } from './problem-view.tsx';
import { LongTextField } from './text-fields.tsx';

type AskProps = Readonly<{ thing: Approached; isAnonymous: boolean; userId: string; onDone: () => void }>;

/** Asks whoever listed a patent or stated a need. What is typed is kept in this browser until it was sent. */
export function AskForm({ thing: { kind, id: thingId }, isAnonymous, userId, onDone }: AskProps) {
  const say = useTexts(approachTexts);
  const { value, set, clear, discard, wasKept } = useDraft(`ask.${userId}.${thingId}`, { id: newId(), text: '' });
  const ask = useCommand('questions.ask', () => {
    clear();
    tell(say('question.sent'));
    onDone();
  });
  const isReady = value.text.trim() !== '';
  return (
    <form
      className="form"
      aria-label={say('ask')}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && !ask.isPending)
          ask.mutate({ body: { id: value.id, expectedVersion: 0, kind, thingId, text: value.text } });
      }}
    >
      {wasKept && <DraftNote discard={discard} />}
      <LongTextField
        label={say('question.text')}
        hint={say(isAnonymous ? 'question.saysAnonymous' : 'question.says')}
        problem={ask.error}
        path="text"
        autoFocus
        autoSize={{ minRows: 3, maxRows: 10 }}
        maxLength={2_000}
        value={value.text}
        onChange={(text) => set({ ...value, text })}
      />
      <ProblemNote error={ask.error} />
      <div>
        <Button type="primary" htmlType="submit" loading={ask.isPending} disabled={!isReady}>
          {say('question.send')}
        </Button>
      </div>
    </form>
  );
}
