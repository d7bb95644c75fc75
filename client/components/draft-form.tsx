import type { ReactNode } from 'react';
import { Button } from 'antd';
import { commonTexts } from '../lib/common.texts.ts';
import type { Draft } from '../lib/drafts.ts';
import { isProblem } from '../lib/problem.ts';
import { useTexts } from '../lib/texts.ts';
import { DraftNote } from './draft-note.tsx';
import { ProblemNote } from './problem-view.tsx';

type DraftFormProps<Value> = Readonly<{
  draft: Omit<Draft<Value>, 'clear'> & Readonly<{ hasMoved?: boolean; isSettled?: boolean }>;
  /** The label of the submit button; "Save" by default. */
  okText?: string;
  /** Whether the form may be submitted. */
  isReady: boolean;
  command: Readonly<{ error: unknown; isPending: boolean }>;
  onSubmit: () => void;
  onCancel: () => void;
  /** What others changed meanwhile, see `MergeNote`; it stands where the eyes are when sending was refused. */
  merge?: ReactNode;
  children: ReactNode;
}>;

/** A form whose entry is kept as a draft: its fields, the error of the last attempt, and the buttons. */
export function DraftForm<Value>(props: DraftFormProps<Value>) {
  const { draft, okText, isReady, command, onSubmit, onCancel, merge, children } = props;
  const say = useTexts(commonTexts);
  const maySend = isReady && draft.isSettled !== false;
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (maySend) onSubmit();
      }}
    >
      {draft.wasKept && <DraftNote discard={draft.discard} />}
      {children}
      {merge}
      <ProblemNote error={withoutStale(command.error, draft.hasMoved)} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={command.isPending} disabled={!maySend}>
          {okText ?? say('save')}
        </Button>
        <Button onClick={onCancel}>{say('cancel')}</Button>
      </div>
    </form>
  );
}

/** The error of a command, unless it says only that the thing has changed, and what changed is shown beside it. */
export const withoutStale = (error: unknown, isShown = false): unknown =>
  isShown && isProblem(error, 'STALE_VERSION') ? null : error;
