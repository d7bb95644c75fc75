import { commonTexts } from '../lib/common.texts.ts';
import { useTexts } from '../lib/texts.ts';

/** A placeholder of about the size of the content, so that the layout does not jump when it arrives. */
export function Skeleton({ lines = 4, height }: Readonly<{ lines?: number; height?: number }>) {
  const say = useTexts(commonTexts);
  return (
    <div
      className="skeleton"
      role="status"
      aria-label={say('loading')}
      style={height ? { minHeight: height } : undefined}
    >
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} style={{ width: `${[92, 76, 84, 58][line % 4]}%` }} />
      ))}
    </div>
  );
}

/** A placeholder for a whole page. */
export const PageSkeleton = () => (
  <div className="page">
    <Skeleton lines={12} />
  </div>
);
