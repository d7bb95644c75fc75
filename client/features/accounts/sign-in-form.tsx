import { useState } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Button } from 'antd';
import { ProblemNote } from '../../components/problem-view.tsx';
import { TextField } from '../../components/text-fields.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { paths } from '../../lib/paths.ts';
import { read } from '../../lib/query.ts';
import { remember, remembered } from '../../lib/storage.ts';
import { chooseLanguage } from '../../lib/language.ts';
import { type Me, signIn } from '../../lib/session.ts';
import { useTexts } from '../../lib/texts.ts';
import { accountsTexts } from './accounts.texts.ts';

type SignInFormProps = Readonly<{ onDone: (me: Me) => void; keepPage?: boolean }>;

/** E-mail and password. Only the e-mail is remembered. `keepPage`: keeps the page's data if the same user signs in. */
export function SignInForm({ onDone, keepPage = false }: SignInFormProps) {
  const say = useTexts(accountsTexts);
  const common = useTexts(commonTexts);
  const offers = useQuery({ ...read('accounts.offers'), staleTime: Infinity });
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
      <TextField
        label={say('signIn.email')}
        problem={attempt.error}
        path="email"
        type="email"
        autoComplete="username"
        required
        value={email}
        onChange={setEmail}
      />
      <TextField
        label={say('signIn.password')}
        problem={attempt.error}
        path="password"
        type="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={setPassword}
      />
      <ProblemNote error={attempt.error} />
      <Button type="primary" htmlType="submit" loading={attempt.isPending} block>
        {common('signIn')}
      </Button>
      <details className="small">
        <summary>{say('signIn.forgotten')}</summary>
        {offers.data?.passwordByMail && (
          <Link className="button" to={paths.forgottenPassword()}>
            {say('signIn.forgottenByMail')}
          </Link>
        )}
        <p className="muted">{say('signIn.forgottenText')}</p>
      </details>
    </form>
  );
}
