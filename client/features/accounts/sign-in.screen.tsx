import { Link, useNavigate, useSearchParams } from 'react-router';
import { Card, Page } from '../../components/page.tsx';
import { paths } from '../../lib/paths.ts';
import { useTexts } from '../../lib/texts.ts';
import { accountsTexts } from './accounts.texts.ts';
import { SignInForm } from './sign-in-form.tsx';
import './narrow.css';

export function Component() {
  const say = useTexts(accountsTexts);
  const navigate = useNavigate();
  const [search] = useSearchParams();
  // only a path of this application: a link must not lead elsewhere after signing in
  const to = search.get('to') ?? '';
  const target = /^\/(?![/\\])/.test(to) ? to : paths.home();
  return (
    <div className="narrow">
      <Page title={say('signIn.title')} lead={say('signIn.lead')}>
        <Card>
          <SignInForm onDone={() => void navigate(target, { replace: true })} />
          <p className="muted">
            {say('signIn.noAccount')} <Link to={paths.register()}>{say('signIn.registerLink')}</Link>
          </p>
        </Card>
      </Page>
    </div>
  );
}
