import { Page } from '../../components/page.tsx';
import { useTexts } from '../../lib/texts.ts';
import { accountTexts } from './account.texts.ts';
import { AddressCard } from './address-card.tsx';
import { ClaimsCard } from './claims-card.tsx';
import { ConsentCard } from './consent-card.tsx';
import { PasswordCard } from './password-card.tsx';
import { SessionsCard } from './sessions-card.tsx';
import { SignInsCard } from './sign-ins-card.tsx';

/** The user's account: claims to answer, the address, the password, where the user is signed in, and the sign-in log. */
export function Component() {
  const say = useTexts(accountTexts);
  return (
    <Page title={say('account.title')} lead={say('account.lead')}>
      <ClaimsCard />
      <div className="halves">
        <div className="stack">
          <AddressCard />
          <PasswordCard />
          <SessionsCard />
          <ConsentCard />
        </div>
        <SignInsCard />
      </div>
    </Page>
  );
}
