import { Page } from '../../components/page.tsx';
import { useTexts } from '../../lib/texts.ts';
import { accountTexts } from './account.texts.ts';
import { ClaimsCard } from './claims-card.tsx';
import { ConsentCard } from './consent-card.tsx';
import { PasswordCard } from './password-card.tsx';
import { SessionsCard } from './sessions-card.tsx';
import { SignInsCard } from './sign-ins-card.tsx';

/** The user's account: claims to answer, where the user is signed in, the sign-in log, and the password. */
export function Component() {
  const say = useTexts(accountTexts);
  return (
    <Page title={say('account.title')} lead={say('account.lead')}>
      <ClaimsCard />
      <div className="halves">
        <div className="stack">
          <PasswordCard />
          <SessionsCard />
          <ConsentCard />
        </div>
        <SignInsCard />
      </div>
    </Page>
  );
}
