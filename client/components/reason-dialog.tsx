import { useState } from 'react';
import { useTexts } from '../lib/texts.ts';
import { useHeld } from '../lib/use-held.ts';
import { dealingTexts } from './dealing.texts.ts';
import { FormDialog } from './form-dialog.tsx';
import { heldTexts } from './held.texts.ts';
import { LongTextField } from './text-fields.tsx';

type ReasonDialogProps = Readonly<{
  title: string;
  /** Says what it is about, as it is now. */
  about: string;
  /** The present version of the thing. */
  version: number;
  command: Readonly<{ error: unknown; isPending: boolean; reset: () => void }>;
  /** Gives the command with the version that the dialog shows. */
  onOk: (reason: string, version: number) => void;
  onClose: () => void;
}>;

/** Asks for the reason of a step, which stays on record with it. */
export function ReasonDialog({ title, about, version, command, onOk, onClose }: ReasonDialogProps) {
  const say = useTexts(dealingTexts);
  const saysMoved = useTexts(heldTexts);
  const [reason, setReason] = useState('');
  const held = useHeld(version, about);
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
      onOk={() => onOk(reason, held.version)}
      onClose={close}
      held={{
        ...held,
        nowIs: <span>{held.now === held.what ? saysMoved('same') : `${saysMoved('now')} ${held.now}`}</span>,
      }}
    >
      <p>{held.what}</p>
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
