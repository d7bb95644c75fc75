import { useState } from 'react';
import { TextField } from '../../components/text-fields.tsx';
import { useCommand } from '../../lib/command.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import { accountsTexts } from './accounts.texts.ts';
import { DoorPage } from './door-page.tsx';
import { NewPasswordField } from './new-password-field.tsx';

const empty = { current: '', password: '' };

/** The user's account: changes the password. */
export function Component() {
  const say = useTexts(accountsTexts);
  const [entry, setEntry] = useState(empty);
  const change = useCommand('accounts.changePassword', () => {
    setEntry(empty);
    tell(say('account.done'));
  });
  const field = (name: keyof typeof empty) => ({
    label: say(`account.${name}`),
    problem: change.error,
    path: name,
    value: entry[name],
    onChange: (text: string) => setEntry({ ...entry, [name]: text }),
  });
  return (
    <DoorPage
      title={say('account.title')}
      lead={say('account.lead')}
      submit={say('account.submit')}
      command={change}
      onSubmit={() => change.mutate({ body: entry })}
    >
      <TextField {...field('current')} required type="password" autoComplete="current-password" />
      <NewPasswordField {...field('password')} />
    </DoorPage>
  );
}
