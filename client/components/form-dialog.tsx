import type { ReactNode } from 'react';
import { Modal } from 'antd';
import { commonTexts } from '../lib/common.texts.ts';
import { useTexts } from '../lib/texts.ts';
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
  children: ReactNode;
}>;

/** A form in a dialog, with the error of the last attempt under its fields. */
export function FormDialog(props: FormDialogProps) {
  const { title, okText, isDanger = false, isReady = true, command, onOk, onClose, children } = props;
  const say = useTexts(commonTexts);
  return (
    <Modal
      open
      title={title}
      okText={okText ?? say('save')}
      cancelText={say('cancel')}
      okButtonProps={{ danger: isDanger, disabled: !isReady, loading: command.isPending }}
      onOk={onOk}
      onCancel={onClose}
    >
      <div className="form">
        {children}
        <ProblemNote error={command.error} />
      </div>
    </Modal>
  );
}
