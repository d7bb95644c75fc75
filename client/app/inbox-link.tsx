import { Link } from 'react-router';
import { Icon } from '../components/icon.tsx';
import { useInboxCount } from '../lib/inbox.ts';
import { paths } from '../lib/paths.ts';
import type { Me } from '../lib/session.ts';
import { useTexts } from '../lib/texts.ts';
import { frameTexts } from './frame.texts.ts';

/** More is not counted. */
const most = 99;

/** The way to the inbox, with how much is in it. */
export function InboxLink({ me }: Readonly<{ me: Me }>) {
  const say = useTexts(frameTexts);
  const count = useInboxCount(me);
  const total = count ? count.waiting + count.news : 0;
  return (
    <Link className="top-button inbox-link" to={paths.inbox()} aria-label={say('inbox', { count: total })}>
      <Icon name="inbox" />
      {total > 0 && <strong aria-hidden="true">{total > most ? `${most}+` : total}</strong>}
    </Link>
  );
}
