import { Button, Popconfirm } from 'antd';
import { More } from '../../components/more.tsx';
import { Card } from '../../components/page.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { useCommand } from '../../lib/command.ts';
import { commonTexts } from '../../lib/common.texts.ts';
import { formatInstant } from '../../lib/format.ts';
import { useList } from '../../lib/query.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import { accountsTexts } from './accounts.texts.ts';

/** The open invitations of an organisation, each with who made it and until when; nothing where there are none. */
export function InvitationsCard({ organisationId }: Readonly<{ organisationId: string }>) {
  const say = useTexts(accountsTexts);
  const common = useTexts(commonTexts);
  const open = useList('invitations.list', { params: { organisationId }, query: { limit: 50 } });
  const revoke = useCommand('invitations.revoke', () => tell(say('invitations.revoked')));
  if (open.items.length === 0) return null;
  return (
    <Card title={say('invitations.title')}>
      <ProblemNote error={revoke.error} />
      <ul>
        {open.items.map(({ id, email, role, invitedBy, expiresAt }) => (
          <li key={id} className="item">
            <div className="row">
              <span className="grow">
                {email} · {common(`memberRole.${role}`)}
                <div className="muted small">
                  {say('invitations.madeBy', {
                    name: invitedBy?.displayName ?? say('invitations.unknown'),
                    until: formatInstant(expiresAt),
                  })}
                </div>
              </span>
              <Popconfirm
                title={say('invitations.revokeAsk', { email })}
                okText={say('invitations.revoke')}
                cancelText={common('cancel')}
                okButtonProps={{ danger: true }}
                onConfirm={() => revoke.mutate({ params: { organisationId, invitationId: id }, body: {} })}
              >
                <Button size="small" danger aria-label={`${say('invitations.revoke')} ${email}`}>
                  {say('invitations.revoke')}
                </Button>
              </Popconfirm>
            </div>
          </li>
        ))}
      </ul>
      <More list={open} />
    </Card>
  );
}
