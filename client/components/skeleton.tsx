import { commonTexts } from '../lib/common.texts.ts';
import { useTexts } from '../lib/texts.ts';

/** The shape of what is coming, so that nothing jumps when it comes. */
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

/** The shape of a whole page that is coming. */
export const PageSkeleton = () => (
  <div className="page">
    <Skeleton lines={12} />
  </div>
);
