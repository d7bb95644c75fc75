import { useState } from 'react';
import { Button, Popconfirm } from 'antd';
import type { Output } from '../../../server/api/operations.ts';
import { Empty } from '../../components/empty.tsx';
import { More } from '../../components/more.tsx';
import { Card, Page } from '../../components/page.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { ShownOnce } from '../../components/shown-once.tsx';
import { ShownList } from '../../components/shown.tsx';
import { Tag } from '../../components/tag.tsx';
import { useCommand } from '../../lib/command.ts';
import { commonTexts } from '../../lib/common.texts.ts';
import { formatInstant } from '../../lib/format.ts';
import { useList } from '../../lib/query.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import { useOpen } from '../../lib/use-open.ts';
import { AddDialog } from './add-dialog.tsx';
import { LogDialog } from './log-dialog.tsx';
import { webhooksTexts } from './webhooks.texts.ts';

type Webhook = Output<'webhooks.mine'>['items'][number];

/** Where else the user's organisation is told that something happened. */
export function Component() {
  const say = useTexts(webhooksTexts);
  const adding = useOpen();
  const [secret, setSecret] = useState<string | null>(null);
  const list = useList('webhooks.mine', { query: { limit: 50 } });
  const add = (
    <Button type="primary" onClick={adding.open}>
      {say('add')}
    </Button>
  );
  return (
    <Page title={say('title')} lead={say('lead')} actions={list.items.length > 0 && add}>
      {secret && <ShownOnce value={secret}>{say('secret')}</ShownOnce>}
      <ShownList list={list} empty={<Empty title={say('emptyTitle')} text={say('emptyText')} action={add} />}>
        <Card title={say('list')}>
          <ul>
            {list.items.map((webhook) => (
              <WebhookItem key={webhook.id} webhook={webhook} />
            ))}
          </ul>
          <More list={list} />
        </Card>
      </ShownList>
      {adding.isOpen && (
        <AddDialog
          onClose={adding.close}
          onAdded={(fresh) => {
            adding.close();
            setSecret(fresh);
            tell(say('added'));
          }}
        />
      )}
    </Page>
  );
}

const tones = { active: 'good', stopped: 'bad', removed: 'plain' } as const;

function WebhookItem({ webhook }: Readonly<{ webhook: Webhook }>) {
  const { id, version, host, format, topics, state, failingSince, nextTryAt, allowed } = webhook;
  const say = useTexts(webhooksTexts);
  const common = useTexts(commonTexts);
  const log = useOpen();
  const params = { webhookId: id };
  const trial = useCommand('webhooks.try', () => tell(say('tried')));
  const resume = useCommand('webhooks.resume', () => tell(say('resumed')));
  const remove = useCommand('webhooks.remove', () => tell(say('removed')));
  return (
    <li className="item">
      <div className="row row-top">
        <div className="grow">
          <span className="row">
            <span className="item-title">{host}</span>
            <Tag tone={tones[state]}>{say(`state.${state}`)}</Tag>
          </span>
          <div className="muted small">
            {say(`format.${format}`)}: {topics.map((topic) => say(`topic.${topic}`)).join(' · ')}
          </div>
          {state === 'stopped' && <div className="small">{say('stoppedBecause')}</div>}
          {failingSince && nextTryAt && (
            <div className="small">
              {say('failing', { when: formatInstant(failingSince), next: formatInstant(nextTryAt) })}
            </div>
          )}
          <ProblemNote error={trial.error ?? resume.error ?? remove.error} />
        </div>
        <div className="row">
          {allowed.includes('try') && (
            <Button size="small" loading={trial.isPending} onClick={() => trial.mutate({ params, body: {} })}>
              {say('try')}
            </Button>
          )}
          {allowed.includes('resume') && (
            <Button
              size="small"
              type="primary"
              loading={resume.isPending}
              onClick={() => resume.mutate({ params, body: { expectedVersion: version } })}
            >
              {say('resume')}
            </Button>
          )}
          <Button size="small" onClick={log.open}>
            {say('log')}
          </Button>
          {allowed.includes('remove') && (
            <Popconfirm
              title={say('removeAsk', { host })}
              okText={say('remove')}
              cancelText={common('cancel')}
              okButtonProps={{ danger: true }}
              onConfirm={() => remove.mutate({ params, body: { expectedVersion: version } })}
            >
              <Button size="small" danger aria-label={`${say('remove')} ${host}`}>
                {say('remove')}
              </Button>
            </Popconfirm>
          )}
        </div>
      </div>
      {log.isOpen && <LogDialog webhook={webhook} onClose={log.close} />}
    </li>
  );
}
