import { Link } from 'react-router';
import { Button, Modal } from 'antd';
import type { Output } from '../../../server/api/operations.ts';
import { topicOf } from '../../../server/domain/webhooks/told-types.ts';
import { DataTable } from '../../components/data-table.tsx';
import { More } from '../../components/more.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { ShownList } from '../../components/shown.tsx';
import { Tag } from '../../components/tag.tsx';
import { useCommand } from '../../lib/command.ts';
import { formatInstant } from '../../lib/format.ts';
import { useList } from '../../lib/query.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import { webhooksTexts } from './webhooks.texts.ts';

type Webhook = Output<'webhooks.mine'>['items'][number];
type Delivery = Output<'webhooks.deliveries'>['items'][number];
const tones = { waiting: 'wait', sent: 'good', failed: 'bad' } as const;
const reasons = ['notPublic', 'notReached', 'tooSlow', 'tooLong'] as const;

/** What was sent to a webhook, with what came back. */
export function LogDialog({ webhook, onClose }: Readonly<{ webhook: Webhook; onClose: () => void }>) {
  const say = useTexts(webhooksTexts);
  const list = useList('webhooks.deliveries', { params: { webhookId: webhook.id }, query: { limit: 20 } });
  const replay = useCommand('webhooks.replay', () => tell(say('replayed')));
  const answerOf = ({ lastAnswer }: Delivery): string => {
    if (lastAnswer === null) return '';
    const reason = reasons.find((one) => one === lastAnswer);
    return reason ? say(`answer.${reason}`) : say('status', { status: lastAnswer });
  };
  const columns = [
    {
      head: say('what'),
      cell: ({ type, address }: Delivery) =>
        type === 'webhook.test' ? say('test') : <Link to={address}>{say(`topic.${topicOf(type)}`)}</Link>,
    },
    { head: say('when'), cell: ({ at }: Delivery) => formatInstant(at) },
    {
      head: say('result'),
      cell: (delivery: Delivery) => (
        <>
          <Tag tone={tones[delivery.state]}>{say(`delivery.${delivery.state}`)}</Tag>{' '}
          <span className="small muted">
            {[answerOf(delivery), delivery.tries > 1 && say('tries', { count: delivery.tries })]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </>
      ),
    },
    {
      head: say('replay'),
      isHeadHidden: true,
      cell: ({ id: deliveryId, state }: Delivery) =>
        webhook.state === 'active' &&
        state !== 'waiting' && (
          <Button
            size="small"
            onClick={() => replay.mutate({ params: { webhookId: webhook.id, deliveryId }, body: {} })}
          >
            {say('replay')}
          </Button>
        ),
    },
  ];
  return (
    <Modal open title={say('logOf', { host: webhook.host })} footer={null} width={720} onCancel={onClose}>
      <ProblemNote error={replay.error} />
      <ShownList list={list} empty={<p className="muted">{say('logEmpty')}</p>}>
        <DataTable label={say('log')} columns={columns} rows={list.items} keyOf={({ id }) => id} />
        <More list={list} />
      </ShownList>
    </Modal>
  );
}
