import { useEffect, useRef } from 'react';
import { actingChanged, followedTo, useSignal } from '../lib/signals.ts';
import { useTexts } from '../lib/texts.ts';
import { frameTexts } from './frame.texts.ts';

/** Tells the user that the session now acts for another organisation than this page, and offers to reload it. */
export function ActingChanged() {
  const hasChanged = useSignal(actingChanged);
  const say = useTexts(frameTexts);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (hasChanged) dialog.current?.showModal();
  }, [hasChanged]);
  return (
    <dialog ref={dialog} className="modal" aria-labelledby="acting-changed" onCancel={() => actingChanged.set(false)}>
      {hasChanged && (
        <div className="stack">
          <h2 id="acting-changed">{say('actingChanged.title')}</h2>
          <p>{say('actingChanged.text')}</p>
          <button type="button" className="button" onClick={() => location.reload()}>
            {say('actingChanged.reload')}
          </button>
        </div>
      )}
    </dialog>
  );
}

/** Tells the user, until dismissed, that this page followed a change made in another window. */
export function FollowedNote() {
  const name = useSignal(followedTo);
  const say = useTexts(frameTexts);
  if (name === null) return null;
  return (
    <div className="note note-wait over" role="status">
      <span>{say('followed', { name })}</span>
      <button type="button" className="link-button" onClick={() => followedTo.set(null)}>
        {say('followedRead')}
      </button>
    </div>
  );
}
