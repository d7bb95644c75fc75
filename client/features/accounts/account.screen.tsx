import { useState } from 'react';
import { Button, Input } from 'antd';
import { Field } from '../../components/field.tsx';
import { Card, Page } from '../../components/page.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { useCommand } from '../../lib/command.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import { accountsTexts } from './accounts.texts.ts';
import './narrow.css';

const empty = { current: '', password: '' };

/** My own account: another password. Passwords are never kept as drafts. */
export function Component() {
  const say = useTexts(accountsTexts);
  const [entry, setEntry] = useState(empty);
  const change = useCommand('accounts.changePassword', [], () => {
    setEntry(empty);
    tell(say('account.done'));
  });
  const input = (name: keyof typeof empty, autoComplete: string, minLength?: number) => (
    <Field
      label={say(`account.${name}`)}
      hint={name === 'password' ? say('register.passwordHint') : undefined}
      problem={change.error}
      path={name}
    >
      {(control) => (
        <Input
          {...control}
          required
          type="password"
          minLength={minLength}
          autoComplete={autoComplete}
          value={entry[name]}
          onChange={(event) => setEntry({ ...entry, [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <div className="narrow">
      <Page title={say('account.title')} lead={say('account.lead')}>
        <Card>
          <form
            className="form"
            onSubmit={(event) => {
              event.preventDefault();
              change.mutate({ body: entry });
            }}
          >
            {input('current', 'current-password')}
            {input('password', 'new-password', 12)}
            <ProblemNote error={change.error} />
            <Button type="primary" htmlType="submit" loading={change.isPending}>
              {say('account.submit')}
            </Button>
          </form>
        </Card>
      </Page>
    </div>
  );
}
