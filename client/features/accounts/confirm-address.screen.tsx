import { useLocation, useNavigate, useParams } from 'react-router';
import { useCommand } from '../../lib/command.ts';
import { paths } from '../../lib/paths.ts';
import { useMe } from '../../lib/session.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import { accountTexts } from './account.texts.ts';
import { DoorPage } from './door-page.tsx';

/**
 * The page of a link that confirms an address. Its secret stands after the #, so that no server log contains it; it takes
 * a click, so that a program that opens all links of a mail confirms nothing.
 */
export function Component() {
  const say = useTexts(accountTexts);
  const navigate = useNavigate();
  const me = useMe();
  const { linkId = '' } = useParams();
  const secret = useLocation().hash.slice(1);
  const prove = useCommand('accounts.proveAddress', ({ email }) => {
    tell(say('confirm.done', { email }));
    void navigate(me ? paths.account() : paths.signIn());
  });
  return (
    <DoorPage
      title={say('confirm.title')}
      lead={say('confirm.lead')}
      submit={say('confirm.submit')}
      command={prove}
      onSubmit={() => prove.mutate({ params: { linkId }, body: { secret } })}
      closed={!secret && say('confirm.secretMissing')}
    >
      {null}
    </DoorPage>
  );
}
