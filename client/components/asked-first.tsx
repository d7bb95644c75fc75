import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { Output } from '../../server/api/operations.ts';
import { read } from '../lib/query.ts';
import { useMe } from '../lib/session.ts';
import { useTexts } from '../lib/texts.ts';
import { isCentre } from '../lib/viewer.ts';
import { useCentreCommand } from './centre-command.ts';
import { dealingTexts } from './dealing.texts.ts';
import { Card } from './page.tsx';
import { ProblemNote } from './problem-view.tsx';
import { Skeleton } from './skeleton.tsx';

type Thing = 'deals' | 'contracts';
type Invitation = Output<'deals.invitations'>['items'][number];

type AskedFirstProps = Readonly<{ thing: Thing; children: ReactNode }>;

/**
 * The deals or contracts that the user's centre is asked to accompany, if there are any, before what else the page shows;
 * that waits for it, so that nothing jumps.
 */
export function AskedFirst({ thing, children }: AskedFirstProps) {
  const say = useTexts(dealingTexts);
  const isAskable = isCentre(useMe());
  const asked = useQuery({
    ...read(`${thing}.invitations`, { query: { limit: 100 } }),
    enabled: isAskable,
    // nothing tells a centre of a room in which it is not, so the page asks now and then
    refetchInterval: 30_000,
  });
  if (isAskable && asked.isPending) return <Skeleton />;
  const items = asked.data?.items ?? [];
  return (
    <>
      {items.length > 0 && (
        <Card title={say(`centre.asked.${thing}`)} tone="mine">
          <p className="muted">{say(`centre.youSee.${thing}`)}</p>
          <ul>
            {items.map((invitation) => (
              <AskedLine key={invitation.id} {...{ thing, invitation }} />
            ))}
          </ul>
        </Card>
      )}
      {children}
    </>
  );
}

function AskedLine({ thing, invitation }: Readonly<{ thing: Thing; invitation: Invitation }>) {
  const say = useTexts(dealingTexts);
  const room = { thing, id: invitation.id, version: 0 };
  const accept = useCentreCommand(room, 'acceptInvitation');
  const decline = useCentreCommand(room, 'declineInvitation');
  const { supplier, demander, subject } = invitation;
  const title = subject || say('patents');
  return (
    <li className="item">
      <span className="item-title">{title}</span>
      <div className="row">
        <span className="muted grow">
          {say('centre.askedBy', { supplier: supplier.name, demander: demander.name })}
        </span>
        <Button
          type="primary"
          aria-label={`${say('centre.acceptInvitation')}: ${title}`}
          loading={accept.isPending}
          onClick={() => accept.give({})}
        >
          {say('centre.acceptInvitation')}
        </Button>
        <Button
          aria-label={`${say('centre.declineInvitation')}: ${title}`}
          loading={decline.isPending}
          onClick={() => decline.give({})}
        >
          {say('centre.declineInvitation')}
        </Button>
      </div>
      <ProblemNote error={accept.error ?? decline.error} />
    </li>
  );
}
