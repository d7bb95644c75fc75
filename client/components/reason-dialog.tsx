import { useState } from 'react';
import { useTexts } from '../lib/texts.ts';
import { dealingTexts } from './dealing.texts.ts';
import { FormDialog } from './form-dialog.tsx';
import { LongTextField } from './text-fields.tsx';

type ReasonDialogProps = Readonly<{
  title: string;
  command: Readonly<{ error: unknown; isPending: boolean; reset: () => void }>;
  onOk: (reason: string) => void;
  onClose: () => void;
}>;

/** Asks for the reason of a step, which stays on record with it. */
export function ReasonDialog({ title, command, onOk, onClose }: ReasonDialogProps) {
  const say = useTexts(dealingTexts);
  const [reason, setReason] = useState('');
  const close = () => {
    command.reset(); // the next dialog begins without this one's error
    onClose();
  };
  return (
    <FormDialog
      {...{ title, command }}
      okText={title}
      isDanger
      isReady={reason.trim() !== ''}
      onOk={() => onOk(reason)}
      onClose={close}
    >
      <LongTextField
        label={say('reason')}
        problem={command.error}
        path="reason"
        rows={3}
        maxLength={500}
        value={reason}
        onChange={setReason}
      />
    </FormDialog>
  );
}
