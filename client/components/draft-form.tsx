import type { ReactNode } from 'react';
import { Button } from 'antd';
import { commonTexts } from '../lib/common.texts.ts';
import { useTexts } from '../lib/texts.ts';
import { DraftNote } from './draft-note.tsx';
import { ProblemNote } from './problem-view.tsx';

type DraftFormProps<Value> = Readonly<{
  draft: Readonly<{ value: Value; set: (value: Value) => void; clear: () => void; wasKept: boolean }>;
  /** The label of the submit button; "Save" by default. */
  okText?: string;
  /** Whether the form may be submitted. */
  isReady: boolean;
  command: Readonly<{ error: unknown; isPending: boolean }>;
  onSubmit: () => void;
  onCancel: () => void;
  children: ReactNode;
}>;

/** A form whose entry is kept as a draft: its fields, the error of the last attempt, and the buttons. */
export function DraftForm<Value>(props: DraftFormProps<Value>) {
  const { draft, okText, isReady, command, onSubmit, onCancel, children } = props;
  const say = useTexts(commonTexts);
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) onSubmit();
      }}
    >
      {draft.wasKept && <DraftNote discard={draft.clear} bringBack={() => draft.set(draft.value)} />}
      {children}
      <ProblemNote error={command.error} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={command.isPending} disabled={!isReady}>
          {okText ?? say('save')}
        </Button>
        <Button onClick={onCancel}>{say('cancel')}</Button>
      </div>
    </form>
  );
}
