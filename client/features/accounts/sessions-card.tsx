import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Card } from '../../components/page.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { Shown } from '../../components/shown.tsx';
import { call } from '../../lib/api.ts';
import { formatInstant } from '../../lib/format.ts';
import { forget, read } from '../../lib/query.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import { accountTexts } from './account.texts.ts';

const others = 'others';

/** Where I am signed in; each other device can be signed out, or all others at once. */
export function SessionsCard() {
  const say = useTexts(accountTexts);
  const sessions = useQuery(read('accounts.sessions'));
  const end = useMutation({
    mutationFn: (which: string) =>
      which === others
        ? call('accounts.endOtherSessions', {})
        : call('accounts.endSession', { params: { sessionId: which } }),
    onSuccess: () => tell(say('sessions.ended')),
    onSettled: () => forget(['accounts']),
  });
  return (
    <Card title={say('sessions.title')}>
      <Shown query={sessions}>
        {({ items }) => (
          <>
            <ul>
              {items.map(({ id, device, network, startedAt, lastSeenAt, isThis }) => (
                <li key={id} className="item">
                  <div className="row">
                    <span className="grow">
                      {device || say('sessions.unknownDevice')} · {network}
                      <div className="muted small">
                        {isThis
                          ? say('sessions.this', { since: formatInstant(startedAt) })
                          : say('sessions.seen', { since: formatInstant(startedAt), seen: formatInstant(lastSeenAt) })}
                      </div>
                    </span>
                    {!isThis && (
                      <Button
                        size="small"
                        loading={end.variables === id && end.isPending}
                        onClick={() => end.mutate(id)}
                      >
                        {say('sessions.end')}
                      </Button>
                    )}
                  </div>
                </li>
              ))}
            </ul>
            <ProblemNote error={end.error} />
            {items.length > 1 && (
              <Button danger loading={end.variables === others && end.isPending} onClick={() => end.mutate(others)}>
                {say('sessions.endOthers')}
              </Button>
            )}
          </>
        )}
      </Shown>
    </Card>
  );
}
