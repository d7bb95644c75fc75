import { useState } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { Button } from 'antd';
import { Card, Page } from '../../components/page.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { TextField } from '../../components/text-fields.tsx';
import { useCommand } from '../../lib/command.ts';
import { tell } from '../../lib/signals.ts';
import { remember } from '../../lib/storage.ts';
import { useTexts } from '../../lib/texts.ts';
import { accountsTexts } from './accounts.texts.ts';
import './narrow.css';

/** Where a link for a new password leads; its secret stands behind the #, so that no server log ever holds it. */
export function Component() {
  const say = useTexts(accountsTexts);
  const navigate = useNavigate();
  const { linkId = '' } = useParams();
  const secret = useLocation().hash.slice(1);
  const [password, setPassword] = useState('');
  const renew = useCommand('accounts.renewPassword', ['accounts.me'], ({ email }) => {
    remember('email', email); // the name may have been forgotten too
    tell(say('newPassword.done'));
    void navigate('/sign-in');
  });
  return (
    <div className="narrow">
      <Page title={say('newPassword.title')} lead={say('account.lead')}>
        <Card>
          {secret ? (
            <form
              className="form"
              onSubmit={(event) => {
                event.preventDefault();
                renew.mutate({ params: { linkId }, body: { secret, password } });
              }}
            >
              <TextField
                label={say('account.password')}
                hint={say('register.passwordHint')}
                problem={renew.error}
                path="password"
                type="password"
                autoComplete="new-password"
                required
                minLength={12}
                value={password}
                onChange={setPassword}
              />
              <ProblemNote error={renew.error} />
              <Button type="primary" htmlType="submit" loading={renew.isPending}>
                {say('newPassword.submit')}
              </Button>
            </form>
          ) : (
            <div className="note note-bad">{say('newPassword.secretMissing')}</div>
          )}
        </Card>
      </Page>
    </div>
  );
}
