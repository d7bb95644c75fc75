import { useEffect, useRef } from 'react';
import { SignInForm } from '../features/accounts/sign-in-form.tsx';
import { commonTexts } from '../lib/common.texts.ts';
import { goOn } from '../lib/session.ts';
import { sessionEnded, useSignal } from '../lib/signals.ts';
import { useTexts } from '../lib/texts.ts';

/** Asks the user to sign in again in a dialog over the page, so that nothing typed is lost. */
export function SessionEnded() {
  const hasEnded = useSignal(sessionEnded);
  const say = useTexts(commonTexts);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (hasEnded) dialog.current?.showModal();
    else dialog.current?.close();
  }, [hasEnded]);
  return (
    <dialog ref={dialog} className="modal" aria-labelledby="session-ended" onCancel={(event) => event.preventDefault()}>
      {hasEnded && (
        <div className="stack">
          <h2 id="session-ended">{say('sessionEnded.title')}</h2>
          <p>{say('sessionEnded.text')}</p>
          <SignInForm onDone={goOn} keepPage />
        </div>
      )}
    </dialog>
  );
}
