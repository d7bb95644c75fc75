import { useQuery } from '@tanstack/react-query';
import { Card } from '../../components/page.tsx';
import { Shown } from '../../components/shown.tsx';
import { formatInstant } from '../../lib/format.ts';
import { read } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { accountTexts } from './account.texts.ts';

/** What happened at the door of my account: sign-ins, wrong passwords, and guesses that were told to wait. */
export function SignInsCard() {
  const say = useTexts(accountTexts);
  const log = useQuery(read('accounts.signIns'));
  return (
    <Card title={say('signIns.title')}>
      <p className="muted">{say('signIns.lead')}</p>
      <Shown query={log}>
        {({ items }) => (
          <ul>
            {items.map(({ outcome, network, device, count, at }) => (
              <li key={`${at} ${outcome} ${network} ${device}`} className="item">
                {say(`signIns.${outcome}`, { count })}
                <div className="muted small">
                  {formatInstant(at)} · {device || say('sessions.unknownDevice')} · {network}
                </div>
              </li>
            ))}
          </ul>
        )}
      </Shown>
    </Card>
  );
}
