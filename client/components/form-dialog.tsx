import type { ReactNode } from 'react';
import { Button, Modal } from 'antd';
import { commonTexts } from '../lib/common.texts.ts';
import { useTexts } from '../lib/texts.ts';
import type { Held } from '../lib/use-held.ts';
import { withoutStale } from './draft-form.tsx';
import { heldTexts } from './held.texts.ts';
import { ProblemNote } from './problem-view.tsx';

type FormDialogProps = Readonly<{
  title: string;
  /** The label of the submit button; "Save" by default. */
  okText?: string;
  isDanger?: boolean;
  /** Whether the form may be submitted. */
  isReady?: boolean;
  command: Readonly<{ error: unknown; isPending: boolean }>;
  onOk: () => void;
  onClose: () => void;
  /** What it was opened with. When that has changed, it says so and asks anew before it sends anything. */
  held?: Pick<Held<unknown>, 'hasMoved' | 'lookAgain'> & Readonly<{ isGone?: boolean; nowIs?: ReactNode }>;
  children: ReactNode;
}>;

/** A form in a dialog, with the error of the last attempt under its fields. */
export function FormDialog(props: FormDialogProps) {
  const { title, okText, isDanger = false, isReady = true, command, onOk, onClose, held, children } = props;
  const say = useTexts(commonTexts);
  const hasMoved = held?.hasMoved === true && !command.isPending; // the own command moves it as well
  return (
    <Modal
      open
      title={title}
      okText={okText ?? say('save')}
      cancelText={say('cancel')}
      okButtonProps={{ danger: isDanger, disabled: !isReady || hasMoved, loading: command.isPending }}
      onOk={onOk}
      onCancel={onClose}
    >
      <div className="form">
        {children}
        {hasMoved && <MovedNote {...held} />}
        <ProblemNote error={withoutStale(command.error, hasMoved)} />
      </div>
    </Modal>
  );
}

function MovedNote({ isGone, nowIs, lookAgain }: NonNullable<FormDialogProps['held']>) {
  const say = useTexts(heldTexts);
  return (
    <div className="note note-wait" role="alert">
      <div className="stack-tight">
        <strong>{say('moved')}</strong>
        {isGone ? <span>{say('gone')}</span> : (nowIs ?? <span>{say('typed')}</span>)}
        {!isGone && (
          <div>
            <Button onClick={lookAgain} style={{ whiteSpace: 'normal', height: 'auto', paddingBlock: 4 }}>
              {say('again')}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}
