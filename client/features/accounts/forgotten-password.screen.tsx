import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Card, Page } from '../../components/page.tsx';
import { TextField } from '../../components/text-fields.tsx';
import { call } from '../../lib/api.ts';
import { remembered } from '../../lib/storage.ts';
import { useTexts } from '../../lib/texts.ts';
import { accountTexts } from './account.texts.ts';
import { DoorPage } from './door-page.tsx';

/** Asks for a link for a new password by mail. What it says afterwards is the same for every address. */
export function Component() {
  const say = useTexts(accountTexts);
  const [email, setEmail] = useState(remembered('email') ?? '');
  const ask = useMutation({ mutationFn: () => call('passwordLinks.request', { body: { email: email.trim() } }) });
  if (ask.isSuccess) {
    return (
      <div className="narrow">
        <Page title={say('forgotten.doneTitle')}>
          <Card>
            <p role="status">{say('forgotten.done', { email: email.trim() })}</p>
          </Card>
        </Page>
      </div>
    );
  }
  return (
    <DoorPage
      title={say('forgotten.title')}
      lead={say('forgotten.lead')}
      submit={say('forgotten.submit')}
      command={ask}
      onSubmit={() => ask.mutate()}
    >
      <TextField
        label={say('forgotten.email')}
        problem={ask.error}
        path="email"
        type="email"
        autoComplete="username"
        required
        value={email}
        onChange={setEmail}
      />
    </DoorPage>
  );
}
