import { useState } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { useCommand } from '../../lib/command.ts';
import { paths } from '../../lib/paths.ts';
import { tell } from '../../lib/signals.ts';
import { remember } from '../../lib/storage.ts';
import { useTexts } from '../../lib/texts.ts';
import { accountTexts } from './account.texts.ts';
import { accountsTexts } from './accounts.texts.ts';
import { DoorPage } from './door-page.tsx';
import { NewPasswordField } from './new-password-field.tsx';

/** The page of a password link. Its secret stands after the #, so that no server log contains it. */
export function Component() {
  const say = useTexts(accountsTexts);
  const account = useTexts(accountTexts);
  const navigate = useNavigate();
  const { linkId = '' } = useParams();
  const secret = useLocation().hash.slice(1);
  const [password, setPassword] = useState('');
  const renew = useCommand('passwordLinks.use', ({ email }) => {
    remember('email', email); // the user may have forgotten the e-mail too
    tell(say('newPassword.done'));
    void navigate(paths.signIn());
  });
  return (
    <DoorPage
      title={say('newPassword.title')}
      lead={account('password.lead')}
      submit={say('newPassword.submit')}
      command={renew}
      onSubmit={() => renew.mutate({ params: { linkId }, body: { secret, password } })}
      closed={!secret && say('newPassword.secretMissing')}
    >
      <NewPasswordField
        label={account('password.password')}
        problem={renew.error}
        path="password"
        value={password}
        onChange={setPassword}
      />
    </DoorPage>
  );
}
