import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { WatchedKind } from '../../server/domain/watches.ts';
import { commonTexts } from '../lib/common.texts.ts';
import { useCommand } from '../lib/command.ts';
import { read } from '../lib/query.ts';
import { useMe } from '../lib/session.ts';
import { tell } from '../lib/signals.ts';
import { useTexts } from '../lib/texts.ts';
import { ProblemNote } from './problem-view.tsx';

type WatchButtonProps = Readonly<{ kind: WatchedKind; thingId: string; title: string }>;
/** Starts or stops watching a patent or need; hidden from visitors who are not signed in. */
export function WatchButton({ kind, thingId, title }: WatchButtonProps) {
  const say = useTexts(commonTexts);
  const me = useMe();
  const params = { kind, thingId };
  const { data } = useQuery({ ...read('watches.get', { params }), enabled: Boolean(me) });
  const watch = useCommand('watches.watch', () => tell(say('watch.begun')));
  const stop = useCommand('watches.stop', ({ version }) =>
    tell(say('watch.ended'), { undo: () => watch.mutate({ params, body: { expectedVersion: version } }) }),
  );
  if (!me) return null;
  const isWatched = data?.isWatched ?? false;
  const command = isWatched ? stop : watch;
  return (
    <>
      <Button
        aria-pressed={isWatched}
        aria-label={`${say('watch.label')} ${title}`}
        loading={watch.isPending || stop.isPending}
        disabled={!data}
        onClick={() => command.mutate({ params, body: { expectedVersion: data?.version ?? 0 } })}
      >
        {isWatched ? say('watch.isOn') : say('watch.label')}
      </Button>
      <ProblemNote error={watch.error ?? stop.error} />
    </>
  );
}
