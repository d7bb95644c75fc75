import { useState } from 'react';
import { Link } from 'react-router';
import { formatInstant } from '../lib/format.ts';
import { paths } from '../lib/paths.ts';
import type { Me } from '../lib/session.ts';
import { remember, remembered } from '../lib/storage.ts';
import { useTexts } from '../lib/texts.ts';
import { frameTexts } from './frame.texts.ts';

/**
 * What the owner of an account has to know at once, over any screen: registrations in their name, guesses at the
 * password, and that no mail comes.
 */
export function AccountNotes({ me: { userId, openClaims, triedInVain, mail } }: Readonly<{ me: Me }>) {
  const say = useTexts(frameTexts);
  const [seen, setSeen] = useState(remembered('triedInVain'));
  // a mistake or two of one's own are no news
  const isNews = triedInVain !== null && triedInVain.count >= worthTelling && triedInVain.lastAt !== seen;
  const dismiss = () => {
    remember('triedInVain', triedInVain?.lastAt ?? null);
    setSeen(triedInVain?.lastAt ?? null);
  };
  const [asked, setAsked] = useState(remembered('addressAsked'));
  const later = () => {
    remember('addressAsked', userId);
    setAsked(userId);
  };
  return (
    <>
      {mail === 'unproved' && asked !== userId && (
        <div className="note note-wait" role="status">
          <span className="grow">{say('addressUnproved')}</span>
          <Link to={paths.account()}>{say('confirmAddress')}</Link>
          <button type="button" className="top-button" onClick={later}>
            {say('later')}
          </button>
        </div>
      )}
      {openClaims > 0 && (
        <div className="note note-wait" role="status">
          <span className="grow">{say('openClaims')}</span>
          <Link to={paths.account()}>{say('look')}</Link>
        </div>
      )}
      {isNews && (
        <div className="note note-wait" role="status">
          <span className="grow">
            {say('triedInVain', { count: triedInVain.count, at: formatInstant(triedInVain.lastAt) })}
          </span>
          <Link to={paths.account()}>{say('look')}</Link>
          <button type="button" className="top-button" onClick={dismiss}>
            {say('understood')}
          </button>
        </div>
      )}
    </>
  );
}

const worthTelling = 3;
