import { Button } from 'antd';
import { consentVersion } from '../../../server/domain/accounts/consent.ts';
import { Card } from '../../components/page.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { useCommand } from '../../lib/command.ts';
import { formatInstant } from '../../lib/format.ts';
import { useMe } from '../../lib/session.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import { accountTexts } from './account.texts.ts';
import { ConsentText } from './consent-field.tsx';

/** Which text on personal data the user agreed to, and when; a newer one can be agreed to here. */
export function ConsentCard() {
  const say = useTexts(accountTexts);
  const me = useMe();
  const agree = useCommand('accounts.agree', () => tell(say('consent.done')));
  if (!me) return null;
  const { consent } = me;
  const isPresent = consent?.version === consentVersion;
  return (
    <Card title={say('consent.title')}>
      <p>
        {consent
          ? say('consent.given', { version: consent.version, at: formatInstant(consent.at) })
          : say('consent.never')}
      </p>
      {consent && !isPresent && <p>{say('consent.older')}</p>}
      <ConsentText />
      <ProblemNote error={agree.error} />
      {!isPresent && (
        <Button
          type="primary"
          loading={agree.isPending}
          onClick={() => agree.mutate({ body: { consent: consentVersion } })}
        >
          {say('consent.submit')}
        </Button>
      )}
    </Card>
  );
}
