import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'antd';
import type { Output } from '../../../server/api/operations.ts';
import { fieldsOf } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { Shown } from '../../components/shown.tsx';
import { Tag } from '../../components/tag.tsx';
import { TextField } from '../../components/text-fields.tsx';
import { useCommand } from '../../lib/command.ts';
import { formatInstant } from '../../lib/format.ts';
import { read } from '../../lib/query.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import { accountTexts } from './account.texts.ts';

type Address = Output<'accounts.address'>;

/** The address of my account: whether it is confirmed, a link that confirms it, and another address. */
export function AddressCard() {
  const say = useTexts(accountTexts);
  const address = useQuery(read('accounts.address'));
  return (
    <Card title={say('address.title')}>
      <Shown query={address}>{(found) => (found.isOffered ? <Offered {...found} /> : <Off {...found} />)}</Shown>
    </Card>
  );
}

function Off({ email }: Address) {
  const say = useTexts(accountTexts);
  return (
    <>
      <p>{email}</p>
      <p className="muted">{say('address.off')}</p>
    </>
  );
}

function Offered({ email, provedAt, waiting, refusedAt }: Address) {
  const say = useTexts(accountTexts);
  const send = useCommand('accounts.sendAddressLink', () => tell(say('address.sent')));
  return (
    <>
      <div className="row">
        <span className="grow">{email}</span>
        <Tag tone={provedAt ? 'good' : 'wait'}>{say(provedAt ? 'address.proved' : 'address.unproved')}</Tag>
      </div>
      <p className="muted">
        {provedAt ? say('address.provedSince', { at: formatInstant(provedAt) }) : say('address.unprovedText')}
      </p>
      {refusedAt && <div className="note note-bad">{say('address.refused', { at: formatInstant(refusedAt) })}</div>}
      {waiting && (
        <p role="status">{say('address.waiting', { email: waiting.email, until: formatInstant(waiting.expiresAt) })}</p>
      )}
      <ProblemNote error={send.error} />
      {!provedAt && (
        <Button type="primary" loading={send.isPending} onClick={() => send.mutate({ body: {} })}>
          {say(waiting?.email === email ? 'address.sendAgain' : 'address.send')}
        </Button>
      )}
      <OtherAddress />
    </>
  );
}

const empty = { email: '', password: '' };

function OtherAddress() {
  const say = useTexts(accountTexts);
  const [entry, setEntry] = useState(empty);
  const change = useCommand('accounts.changeAddress', () => {
    setEntry(empty);
    tell(say('address.sent'));
  });
  const field = fieldsOf(entry, (part) => setEntry({ ...entry, ...part }), change.error);
  return (
    <details>
      <summary>{say('address.change')}</summary>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate({ body: { ...entry, email: entry.email.trim() } });
        }}
      >
        <p className="muted">{say('address.changeLead')}</p>
        <TextField {...field('email')} label={say('address.email')} type="email" autoComplete="email" required />
        <TextField
          {...field('password')}
          label={say('address.password')}
          type="password"
          autoComplete="current-password"
          required
        />
        <ProblemNote error={change.error} />
        <Button htmlType="submit" loading={change.isPending}>
          {say('address.submit')}
        </Button>
      </form>
    </details>
  );
}
