import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button, type ButtonProps } from 'antd';
import { useTexts } from '../lib/texts.ts';
import { FormDialog } from './form-dialog.tsx';
import { heldTexts } from './held.texts.ts';

/** What the user is asked to confirm, as it was when he was asked; null while he is not. */
export function useAsked<What>() {
  const [held, setHeld] = useState<Readonly<{ what: What; version: number }> | null>(null);
  return { held, ask: (what: What, version: number) => setHeld({ what, version }), close: () => setHeld(null) };
}

type ConfirmStepProps<What> = Readonly<{
  asked: ReturnType<typeof useAsked<What>>;
  /** What there is to confirm now; null: nothing, and no button. */
  now: What | null;
  version: number;
  /** The label of the buttons. */
  label: (what: What) => string;
  /** Says in a sentence what is confirmed. */
  sentence: (what: What) => string;
  /** More about it, shown under the sentence. */
  details?: (what: What) => ReactNode;
  command: Readonly<{ error: unknown; isPending: boolean; reset: () => void }>;
  /** Gives the command with what the dialog showed, and the version in which it did. */
  onYes: (what: What, version: number) => void;
  button?: Pick<ButtonProps, 'type' | 'size' | 'danger' | 'aria-label'>;
}>;

/**
 * A button for a step that binds, and the dialog that says once more what exactly is agreed to. The dialog keeps to what
 * it was opened with: when others change that meanwhile, it says so, shows what there is now, and asks anew.
 */
export function ConfirmStep<What>(props: ConfirmStepProps<What>) {
  const { asked, now, version, label, sentence, details, command, onYes, button } = props;
  const say = useTexts(heldTexts);
  const { held } = asked;
  const isGiven = useRef(false);
  const { isPending, error } = command;
  // it closes when the page shows what came of it, so that the next dialog begins with that
  useEffect(() => {
    if (isPending || !isGiven.current) return;
    isGiven.current = false;
    if (!error) asked.close();
  }, [isPending, error, asked]);
  const close = () => {
    command.reset(); // the next dialog begins without this one's error
    asked.close();
  };
  const nowIs = () => {
    if (!held || now === null) return null;
    if (sentence(now) === sentence(held.what)) return <span>{say('same')}</span>;
    return (
      <span>
        {say('now')} {sentence(now)}
      </span>
    );
  };
  return (
    <>
      {now !== null && (
        <Button {...button} loading={command.isPending} onClick={() => asked.ask(now, version)}>
          {label(now)}
        </Button>
      )}
      {held && (
        <FormDialog
          title={label(held.what)}
          okText={label(held.what)}
          isDanger={button?.danger ?? false}
          command={command}
          onOk={() => {
            isGiven.current = true;
            onYes(held.what, held.version);
          }}
          onClose={close}
          held={{
            hasMoved: held.version !== version || now === null,
            isGone: now === null,
            nowIs: nowIs(),
            lookAgain: () => {
              if (now === null) return;
              command.reset();
              asked.ask(now, version);
            },
          }}
        >
          <p>{sentence(held.what)}</p>
          {details?.(held.what)}
        </FormDialog>
      )}
    </>
  );
}
