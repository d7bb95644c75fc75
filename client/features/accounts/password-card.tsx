import { useState } from 'react';
import { Button } from 'antd';
import { Card } from '../../components/page.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { TextField } from '../../components/text-fields.tsx';
import { useCommand } from '../../lib/command.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import { accountTexts } from './account.texts.ts';
import { NewPasswordField } from './new-password-field.tsx';

const empty = { current: '', password: '' };

/** Chooses another password for my account. */
export function PasswordCard() {
  const say = useTexts(accountTexts);
  const [entry, setEntry] = useState(empty);
  const change = useCommand('accounts.changePassword', () => {
    setEntry(empty);
    tell(say('password.done'));
  });
  const field = (name: keyof typeof empty) => ({
    label: say(`password.${name}`),
    problem: change.error,
    path: name,
    value: entry[name],
    onChange: (text: string) => setEntry({ ...entry, [name]: text }),
  });
  return (
    <Card title={say('password.title')}>
      <p className="muted">{say('password.lead')}</p>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate({ body: entry });
        }}
      >
        <TextField {...field('current')} required type="password" autoComplete="current-password" />
        <NewPasswordField {...field('password')} />
        <ProblemNote error={change.error} />
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {say('password.submit')}
        </Button>
      </form>
    </Card>
  );
}
