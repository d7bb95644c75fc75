import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useCommand } from '../../lib/command.ts';
import { newId } from '../../lib/ids.ts';
import { paths } from '../../lib/paths.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import { consentVersion } from '../../../server/domain/accounts/consent.ts';
import { accountsTexts } from './accounts.texts.ts';
import { ConsentField } from './consent-field.tsx';
import { DoorPage } from './door-page.tsx';
import { PersonFields } from './person-fields.tsx';

/** The page of the one-time link of a new installation. */
export function Component() {
  const say = useTexts(accountsTexts);
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [id] = useState(newId);
  const [person, setPerson] = useState({ email: '', displayName: '' });
  const [password, setPassword] = useState('');
  const [isAgreed, setIsAgreed] = useState(false);
  const setUp = useCommand('accounts.setUp', () => {
    tell(say('setUp.done'));
    void navigate(paths.signIn());
  });
  return (
    <DoorPage
      title={say('setUp.title')}
      lead={say('setUp.lead')}
      submit={say('setUp.submit')}
      command={setUp}
      onSubmit={() =>
        setUp.mutate({
          body: {
            ...{ id, expectedVersion: 0, token: search.get('token') ?? '', ...person, password },
            consent: isAgreed ? consentVersion : '',
          },
        })
      }
    >
      <PersonFields
        value={person}
        onChange={setPerson}
        password={password}
        onPassword={setPassword}
        problem={setUp.error}
      />
      <ConsentField isGiven={isAgreed} onChange={setIsAgreed} />
    </DoorPage>
  );
}
