import { useState } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { Button } from 'antd';
import { Card, Page } from '../../components/page.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { useCommand } from '../../lib/command.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import { accountsTexts } from './accounts.texts.ts';
import { PersonFields } from './person-fields.tsx';
import './narrow.css';

/** Where an invitation leads; its secret stands behind the #, so that no server log ever holds it. */
export function Component() {
  const say = useTexts(accountsTexts);
  const navigate = useNavigate();
  const { invitationId = '' } = useParams();
  const secret = useLocation().hash.slice(1);
  const [person, setPerson] = useState({ email: '', displayName: '' });
  const [password, setPassword] = useState('');
  const accept = useCommand('accounts.acceptInvitation', [], () => {
    tell(say('invitation.done'));
    void navigate('/sign-in');
  });
  return (
    <div className="narrow">
      <Page title={say('invitation.title')} lead={say('invitation.lead')}>
        <Card>
          {secret ? (
            <form
              className="form"
              onSubmit={(event) => {
                event.preventDefault();
                accept.mutate({
                  params: { invitationId },
                  body: { secret, password, displayName: person.displayName },
                });
              }}
            >
              <PersonFields
                hasEmail={false}
                value={person}
                onChange={setPerson}
                password={password}
                onPassword={setPassword}
                problem={accept.error}
              />
              <ProblemNote error={accept.error} />
              <Button type="primary" htmlType="submit" loading={accept.isPending}>
                {say('invitation.submit')}
              </Button>
            </form>
          ) : (
            <div className="note note-bad">{say('invitation.secretMissing')}</div>
          )}
        </Card>
      </Page>
    </div>
  );
}
