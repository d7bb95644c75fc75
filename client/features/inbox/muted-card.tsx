import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Card } from '../../components/page.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { read } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { inboxTexts } from './inbox.texts.ts';
import { type Muted, useMarks } from './item-actions.tsx';

/** What the user does not want to hear of; nothing while that is nothing. */
export function MutedCard() {
  const say = useTexts(inboxTexts);
  const { mute } = useMarks();
  const { data } = useQuery(read('inbox.settings'));
  const muted = [
    ...(data?.mutedKinds.map(({ kind, text }) => ({ name: text, what: { kind } satisfies Muted })) ?? []),
    ...(data?.mutedThings.map(({ kind, id, title }) => ({
      name: title ?? say('gone'),
      what: { thing: { kind, id } } satisfies Muted,
    })) ?? []),
  ];
  if (muted.length === 0) return null;
  return (
    <Card title={say('muted')}>
      <p className="muted small">{say('mutedNote')}</p>
      <ul>
        {muted.map(({ name, what }) => (
          <li key={JSON.stringify(what)} className="item">
            <span className="row">
              <span className="grow">{name}</span>
              <Button
                size="small"
                aria-label={`${say('unmute')}: ${name}`}
                onClick={() => mute.mutate({ what, isMuted: false })}
              >
                {say('unmute')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      <ProblemNote error={mute.error} />
    </Card>
  );
}
