import { commonTexts } from '../lib/common.texts.ts';
import { toldNow, useSignal } from '../lib/signals.ts';
import { useTexts } from '../lib/texts.ts';

/** Short messages about what was just done, some with an undo button. */
export function Toasts() {
  const told = useSignal(toldNow);
  const say = useTexts(commonTexts);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {told.map(({ id, text, tone, undo }) => (
        <div key={id} className={`toast toast-${tone}`}>
          <span>{text}</span>
          {undo && (
            <button
              type="button"
              className="link-button"
              onClick={() => {
                toldNow.set(toldNow.get().filter((one) => one.id !== id));
                undo();
              }}
            >
              {say('undo')}
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
