import { useState } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { useCommand } from '../../lib/command.ts';
import { paths } from '../../lib/paths.ts';
import { useMe } from '../../lib/session.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import { accountsTexts } from './accounts.texts.ts';
import { DoorPage } from './door-page.tsx';
import { PersonFields } from './person-fields.tsx';

/** The page of an invitation link. Its secret stands after the #, so that no server log contains it. */
export function Component() {
  const say = useTexts(accountsTexts);
  const navigate = useNavigate();
  const me = useMe();
  const { invitationId = '' } = useParams();
  const secret = useLocation().hash.slice(1);
  const [person, setPerson] = useState({ email: '', displayName: '' });
  const [password, setPassword] = useState('');
  const accept = useCommand('invitations.accept', () => {
    if (me) return location.assign(paths.home()); // a full load picks up the new membership
    tell(say('invitation.done'));
    void navigate(paths.signIn());
  });
  return (
    <DoorPage
      title={say('invitation.title')}
      lead={say('invitation.lead')}
      submit={say('invitation.submit')}
      command={accept}
      onSubmit={() =>
        accept.mutate({ params: { invitationId }, body: { secret, password, displayName: person.displayName } })
      }
      closed={!secret && say('invitation.secretMissing')}
    >
      <PersonFields
        hasEmail={false}
        value={person}
        onChange={setPerson}
        password={password}
        onPassword={setPassword}
        problem={accept.error}
      />
    </DoorPage>
  );
}
