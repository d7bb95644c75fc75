import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Button, Popconfirm, Select } from 'antd';
import { memberRoles } from '../../../server/domain/actors.ts';
import { Field } from '../../components/field.tsx';
import { More } from '../../components/more.tsx';
import { Card, Page } from '../../components/page.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { Shown } from '../../components/shown.tsx';
import { TextField } from '../../components/text-fields.tsx';
import { useCommand } from '../../lib/command.ts';
import { commonTexts } from '../../lib/common.texts.ts';
import { formatDay } from '../../lib/format.ts';
import { newId } from '../../lib/ids.ts';
import { read, useList } from '../../lib/query.ts';
import { useMe } from '../../lib/session.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import { accountsTexts } from './accounts.texts.ts';

const changed = ['accounts.members', 'accounts.organisation'] as const;

/** The people of my organisation and what each may do. */
export function Component() {
  const say = useTexts(accountsTexts);
  const me = useMe();
  return (
    <Page title={say('members.title')} lead={say('members.lead')}>
      {me?.organisation && <Members organisationId={me.organisation.id} myId={me.userId} />}
    </Page>
  );
}

function Members({ organisationId, myId }: Readonly<{ organisationId: string; myId: string }>) {
  const say = useTexts(accountsTexts);
  const common = useTexts(commonTexts);
  const params = { organisationId };
  const organisation = useQuery(read('accounts.organisation', { params }));
  const members = useList('accounts.members', { params, query: { limit: 100 } });
  const undo = useCommand('accounts.changeMember', changed, () => tell(say('members.undone')));
  const change = useCommand('accounts.changeMember', changed, ({ version }, { params: member, body: { role } }) => {
    const before = members.items.find(({ userId }) => userId === member.userId)?.role;
    tell(say('members.changed'), {
      ...(before && role
        ? { undo: () => undo.mutate({ params: member, body: { expectedVersion: version, role: before } }) }
        : {}),
    });
  });
  const expectedVersion = organisation.data?.version ?? 0;
  const roles = memberRoles.map((role) => ({ value: role, label: common(`memberRole.${role}`) }));
  return (
    <div className="split">
      <Card>
        <ProblemNote error={change.error} />
        <Shown query={members}>
          {() => (
            <div className="scroll-x" tabIndex={0} role="region" aria-label={say('members.title')}>
              <table>
                <thead>
                  <tr>
                    <th>{say('members.name')}</th>
                    <th>{say('members.email')}</th>
                    <th>{say('members.role')}</th>
                    <th>{say('members.joined')}</th>
                    <th aria-label={say('members.remove')} />
                  </tr>
                </thead>
                <tbody>
                  {members.items.map(({ userId, displayName, email, role, joinedAt }) => (
                    <tr key={userId}>
                      <td>{displayName}</td>
                      <td>{email}</td>
                      <td>
                        {userId === myId ? (
                          common(`memberRole.${role}`)
                        ) : (
                          <Select
                            size="small"
                            aria-label={`${say('members.role')} ${displayName}`}
                            value={role}
                            options={roles}
                            onChange={(next) =>
                              change.mutate({
                                params: { organisationId, userId },
                                body: { expectedVersion, role: next },
                              })
                            }
                          />
                        )}
                      </td>
                      <td>{formatDay(joinedAt)}</td>
                      <td>
                        {userId !== myId && (
                          <Popconfirm
                            title={say('members.removeAsk', { name: displayName })}
                            okText={say('members.remove')}
                            cancelText={common('cancel')}
                            okButtonProps={{ danger: true }}
                            onConfirm={() =>
                              change.mutate({
                                params: { organisationId, userId },
                                body: { expectedVersion, role: null },
                              })
                            }
                          >
                            <Button
                              size="small"
                              type="text"
                              danger
                              aria-label={`${say('members.remove')} ${displayName}`}
                            >
                              {say('members.remove')}
                            </Button>
                          </Popconfirm>
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </Shown>
        <More list={members} />
      </Card>
      <Invite organisationId={organisationId} expectedVersion={expectedVersion} roles={roles} />
    </div>
  );
}

type InviteProps = Readonly<{
  organisationId: string;
  expectedVersion: number;
  roles: { value: (typeof memberRoles)[number]; label: string }[];
}>;

function Invite({ organisationId, expectedVersion, roles }: InviteProps) {
  const say = useTexts(accountsTexts);
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<(typeof memberRoles)[number]>('editor');
  const [invitationId, setInvitationId] = useState(newId);
  const [link, setLink] = useState<string | null>(null);
  const invite = useCommand('accounts.invite', ['accounts.organisation'], ({ secret }) => {
    setLink(`${window.location.origin}/invitations/${invitationId}#${secret}`);
    setInvitationId(newId());
    setEmail('');
  });
  return (
    <Card title={say('members.invite')}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          invite.mutate({ params: { organisationId }, body: { expectedVersion, invitationId, email, role } });
        }}
      >
        <TextField
          label={say('members.email')}
          problem={invite.error}
          path="email"
          type="email"
          required
          value={email}
          onChange={setEmail}
        />
        <Field label={say('members.role')}>
          {(control) => <Select {...control} value={role} onChange={setRole} options={roles} />}
        </Field>
        <ProblemNote error={invite.error} />
        <Button htmlType="submit" loading={invite.isPending}>
          {say('members.inviteSubmit')}
        </Button>
      </form>
      {link && (
        <div className="note note-good">
          <span>{say('members.link')}</span>
          <code className="grow">{link}</code>
          <Button
            size="small"
            onClick={() => void navigator.clipboard.writeText(link).then(() => tell(say('members.copied')))}
          >
            {say('members.copy')}
          </Button>
        </div>
      )}
    </Card>
  );
}
