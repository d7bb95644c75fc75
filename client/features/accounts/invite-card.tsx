import { useState } from 'react';
import { Button, Select } from 'antd';
import type { MemberRole } from '../../../server/domain/actors.ts';
import { Field } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { ShownOnce } from '../../components/shown-once.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { TextField } from '../../components/text-fields.tsx';
import { useCommand } from '../../lib/command.ts';
import { newId } from '../../lib/ids.ts';
import { useTexts } from '../../lib/texts.ts';
import { accountsTexts } from './accounts.texts.ts';
import { linkTo } from './one-time-link.ts';
import { useRoles } from './roles.ts';

/** Invites a person into the user's organisation by a link. */
export function InviteCard({
  organisationId,
  expectedVersion,
}: Readonly<{ organisationId: string; expectedVersion: number }>) {
  const say = useTexts(accountsTexts);
  const roles = useRoles();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<MemberRole>('editor');
  const [invitationId, setInvitationId] = useState(newId);
  const [link, setLink] = useState<string | null>(null);
  const invite = useCommand('organisations.invite', ({ secret }) => {
    setLink(linkTo('invitation', invitationId, secret));
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
      {link && <ShownOnce value={link}>{say('members.link')}</ShownOnce>}
    </Card>
  );
}
