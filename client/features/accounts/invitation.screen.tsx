import { useState } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { Button } from 'antd';
import { useCommand } from '../../lib/command.ts';
import { paths } from '../../lib/paths.ts';
import { signOut, useMe } from '../../lib/session.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import { accountsTexts } from './accounts.texts.ts';
import { DoorPage } from './door-page.tsx';
import { PersonFields } from './person-fields.tsx';
import { consentVersion } from '../../../server/domain/accounts/consent.ts';
import { ConsentField } from './consent-field.tsx';

/** The secret of an invitation stands after the #, so that no server log contains it. */
const useInvitation = () => ({
  invitationId: useParams()['invitationId'] ?? '',
  secret: useLocation().hash.slice(1),
});

/** The page of an invitation link: joins as the user who is signed in, or with a new account. */
export function Component() {
  const me = useMe();
  if (me === undefined) return null;
  return me ? <Join displayName={me.displayName} /> : <Accept />;
}

function Join({ displayName }: Readonly<{ displayName: string }>) {
  const say = useTexts(accountsTexts);
  const { invitationId, secret } = useInvitation();
  const join = useCommand('invitations.join', () => location.assign(paths.home())); // a fresh page knows of it
  return (
    <DoorPage
      title={say('invitation.title')}
      lead={say('invitation.joinLead', { name: displayName })}
      submit={say('invitation.submit')}
      command={join}
      onSubmit={() => join.mutate({ params: { invitationId }, body: { secret } })}
      closed={!secret && say('invitation.secretMissing')}
    >
      <Button type="link" onClick={() => void signOut()}>
        {say('invitation.notMe')}
      </Button>
    </DoorPage>
  );
}

function Accept() {
  const say = useTexts(accountsTexts);
  const navigate = useNavigate();
  const { invitationId, secret } = useInvitation();
  const [person, setPerson] = useState({ email: '', displayName: '' });
  const [password, setPassword] = useState('');
  const [isAgreed, setIsAgreed] = useState(false);
  const accept = useCommand('invitations.accept', () => {
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
        accept.mutate({
          params: { invitationId },
          body: { secret, password, displayName: person.displayName, consent: isAgreed ? consentVersion : '' },
        })
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
      <ConsentField isGiven={isAgreed} onChange={setIsAgreed} />
    </DoorPage>
  );
}
