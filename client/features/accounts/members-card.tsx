import { useState } from 'react';
import { Button, Popconfirm, Select } from 'antd';
import type { Output } from '../../../server/api/operations.ts';
import { More } from '../../components/more.tsx';
import { Card } from '../../components/page.tsx';
import { ShownOnce } from '../../components/shown-once.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { Shown } from '../../components/shown.tsx';
import { useCommand } from '../../lib/command.ts';
import { commonTexts } from '../../lib/common.texts.ts';
import { formatDay, formatInstant } from '../../lib/format.ts';
import { newId } from '../../lib/ids.ts';
import { useList } from '../../lib/query.ts';
import { useMe } from '../../lib/session.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import { accountsTexts } from './accounts.texts.ts';
import { linkTo } from './one-time-link.ts';
import { useRoles } from './roles.ts';

type Member = Output<'members.list'>['items'][number];
/** The members of an organisation, each with the steps open to the viewer. */
export function MembersCard({
  organisationId,
  expectedVersion,
  title,
}: Readonly<{ organisationId: string; expectedVersion: number; title?: string }>) {
  const say = useTexts(accountsTexts);
  const common = useTexts(commonTexts);
  const roles = useRoles();
  const myId = useMe()?.userId;
  const members = useList('members.list', { params: { organisationId }, query: { limit: 100 } });
  const [made, setMade] = useState<{ link: string; name: string; until: string } | null>(null);

  const undo = useCommand('members.change', () => tell(say('members.undone')));
  const change = useCommand('members.change', ({ version }, { params, body: { role } }) => {
    const before = members.items.find(({ userId }) => userId === params.userId)?.role;
    tell(say('members.changed'), {
      ...(before && role
        ? { undo: () => undo.mutate({ params, body: { expectedVersion: version, role: before } }) }
        : {}),
    });
  });
  const issue = useCommand('members.issuePasswordLink', ({ secret, expiresAt }, { params, body }) => {
    const name = members.items.find(({ userId }) => userId === params.userId)?.displayName ?? '';
    setMade({ link: linkTo('newPassword', body.linkId, secret), name, until: formatInstant(expiresAt) });
  });

  const mayChange = ({ userId, allowed }: Member) => allowed.includes('changeMember') && userId !== myId;
  const give = (userId: string, role: Member['role'] | null, asOf = expectedVersion) =>
    change.mutate({ params: { organisationId, userId }, body: { expectedVersion: asOf, role } });
  const steps = (member: Member) => (
    <div className="row">
      {member.allowed.includes('issuePasswordLink') && (
        <Step
          label={say('members.passwordLink')}
          ask={say('members.passwordLinkAsk', { name: member.displayName })}
          name={member.displayName}
          version={expectedVersion}
          onYes={() => issue.mutate({ params: { organisationId, userId: member.userId }, body: { linkId: newId() } })}
        />
      )}
      {mayChange(member) && (
        <Step
          danger
          label={say('members.remove')}
          ask={say('members.removeAsk', { name: member.displayName })}
          name={member.displayName}
          version={expectedVersion}
          onYes={(asOf) => give(member.userId, null, asOf)}
        />
      )}
    </div>
  );
  return (
    <Card title={title}>
      <ProblemNote error={change.error ?? issue.error} />
      {made && <ShownOnce value={made.link}>{say('members.passwordLinkMade', made)}</ShownOnce>}
      <Shown query={members}>
        {() => (
          <div className="scroll-x" tabIndex={0} role="region" aria-label={say('members.title')}>
            <table>
              <thead>
                <tr>
                  <th>{say('members.name')}</th>
                  <th>{say('members.role')}</th>
                  <th>{say('members.joined')}</th>
                  <th aria-label={say('members.steps')} />
                </tr>
              </thead>
              <tbody>
                {members.items.map((member) => (
                  <tr key={member.userId}>
                    <td>
                      {member.displayName}
                      <div className="muted small">{member.email}</div>
                    </td>
                    <td>
                      {mayChange(member) ? (
                        <Select
                          size="small"
                          aria-label={`${say('members.role')} ${member.displayName}`}
                          value={member.role}
                          options={roles}
                          onChange={(role) => give(member.userId, role)}
                        />
                      ) : (
                        common(`memberRole.${member.role}`)
                      )}
                    </td>
                    <td>{formatDay(member.joinedAt)}</td>
                    <td>{steps(member)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Shown>
      <More list={members} />
    </Card>
  );
}

type StepProps = Readonly<{
  label: string;
  ask: string;
  name: string;
  danger?: boolean;
  version: number;
  /** `asOf`: the version in which it was asked. */
  onYes: (asOf: number) => void;
}>;

/** A button for a step about one member, with a confirmation. */
function Step({ label, ask, name, danger = false, version, onYes }: StepProps) {
  const common = useTexts(commonTexts);
  const [asOf, setAsOf] = useState(version);
  return (
    <Popconfirm
      title={ask}
      okText={label}
      cancelText={common('cancel')}
      okButtonProps={{ danger }}
      onOpenChange={(isOpen) => isOpen && setAsOf(version)}
      onConfirm={() => onYes(asOf)}
      styles={{ root: { maxWidth: 360 } }}
    >
      <Button size="small" danger={danger} aria-label={`${label} ${name}`}>
        {label}
      </Button>
    </Popconfirm>
  );
}
