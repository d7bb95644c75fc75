import { useQuery } from '@tanstack/react-query';
import type { Output } from '../../server/api/operations.ts';
import { commonTexts } from '../lib/common.texts.ts';
import { read } from '../lib/query.ts';
import { useTexts } from '../lib/texts.ts';

const soonMs = 1_000;
const restMs = 15_000;

/** A centre's figures, polled while the page is open; more often while contracts are still being counted. */
export const useFigures = (centreId: string) =>
  useQuery({
    ...read('metrics.get', { params: { centreId } }),
    refetchInterval: ({ state }) => ((state.data?.waiting ?? 0) > 0 ? soonMs : restMs),
  });

/** Tells how many contracts have changes that the figures do not include yet; empty when there are none. */
export function StillCounting({ figures }: Readonly<{ figures: Output<'metrics.get'> | undefined }>) {
  const say = useTexts(commonTexts);
  const count = figures?.waiting ?? 0;
  return (
    <span role="status" className="small">
      {count > 0 && say('stillCounting', { count })}
    </span>
  );
}
