import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { Field } from '../../components/field.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { remember, remembered } from '../../lib/storage.ts';
import { chooseLanguage } from '../../lib/language.ts';
import { type Me, signIn } from '../../lib/session.ts';
import { useTexts } from '../../lib/texts.ts';
import { accountsTexts } from './accounts.texts.ts';

type SignInFormProps = Readonly<{ onDone: (me: Me) => void; keepPage?: boolean }>;

/** E-mail and password; the name is remembered in this browser, the password never. `keepPage`: same person, same screen. */
export function SignInForm({ onDone, keepPage = false }: SignInFormProps) {
  const say = useTexts(accountsTexts);
  const common = useTexts(commonTexts);
  const [email, setEmail] = useState(remembered('email') ?? '');
  const [password, setPassword] = useState('');
  const attempt = useMutation({
    mutationFn: () => signIn(email.trim(), password, keepPage),
    onSuccess: (me) => {
      remember('email', email.trim());
      if (!remembered('language')) chooseLanguage(me.language);
      onDone(me);
    },
  });
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        attempt.mutate();
      }}
    >
      <Field label={say('signIn.email')} problem={attempt.error} path="email">
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="username"
            required
            value={email}
            onChange={(e) => setEmail(e.target.value)}
          />
        )}
      </Field>
      <Field label={say('signIn.password')} problem={attempt.error} path="password">
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(e) => setPassword(e.target.value)}
          />
        )}
      </Field>
      <ProblemNote error={attempt.error} />
      <Button type="primary" htmlType="submit" loading={attempt.isPending} block>
        {common('signIn')}
      </Button>
    </form>
  );
}
