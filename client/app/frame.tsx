import { useEffect } from 'react';
import { Link, Outlet, ScrollRestoration, useLocation, useNavigate, useNavigation } from 'react-router';
import { call } from '../lib/api.ts';
import { commonTexts } from '../lib/common.texts.ts';
import { chooseLanguage, currentLanguage } from '../lib/language.ts';
import { paths } from '../lib/paths.ts';
import { queryClient } from '../lib/query.ts';
import { type Me, signOut, switchTo, useMe } from '../lib/session.ts';
import { beginnings, useSignal } from '../lib/signals.ts';
import { remember, remembered } from '../lib/storage.ts';
import { useTexts } from '../lib/texts.ts';
import { hasInbox } from '../lib/viewer.ts';
import { AccountNotes } from './account-notes.tsx';
import { ActingChanged, FollowedNote } from './acting-changed.tsx';
import { ConnectionNote } from './connection-note.tsx';
import { frameTexts } from './frame.texts.ts';
import { InboxLink } from './inbox-link.tsx';
import { Doors, Navigation } from './navigation.tsx';
import { SessionEnded } from './session-ended.tsx';
import { Toasts } from './toasts.tsx';
import { useClosingDetails } from './use-closing-details.ts';

/** The frame of every screen: header, navigation, and notices over the page. */
export function Frame() {
  const me = useMe();
  const say = useTexts(commonTexts);
  // until the session is known, the last known answer is used, so that the layout does not jump
  const { pathname } = useLocation();
  // the sign-in page keeps its layout until the user leaves it, so that the form does not move
  const isIn = pathname !== paths.signIn() && (me === undefined ? remembered('isIn') === 'yes' : me !== null);
  useEffect(() => {
    if (me !== undefined) remember('isIn', me ? 'yes' : null);
  }, [me]);
  const { state } = useNavigation();
  const turn = useSignal(beginnings);
  return (
    <div className={isIn ? 'frame' : 'frame frame-open'}>
      <a className="skip" href="#content">
        {say('skipToContent')}
      </a>
      <header className="top">
        <Link to={paths.home()} className="brand">
          <img src="/icon.svg" alt="" />
          <span>{say('product')}</span>
        </Link>
        <span className="grow" />
        <LanguageSwitch isSignedIn={Boolean(me)} />
        {me && isIn && hasInbox(me) && <InboxLink key={me.organisation?.id ?? me.userId} me={me} />}
        {me && isIn ? <AccountMenu me={me} /> : !isIn && <Doors />}
      </header>
      {isIn && <Navigation me={me} />}
      <main key={`${isIn} ${turn}`} id="content" tabIndex={-1} aria-busy={state === 'loading'}>
        {me && isIn && <AccountNotes me={me} />}
        <Outlet />
      </main>
      <ConnectionNote />
      <SessionEnded />
      <ActingChanged />
      <FollowedNote />
      <Toasts />
      <ScrollRestoration />
    </div>
  );
}

function LanguageSwitch({ isSignedIn }: Readonly<{ isSignedIn: boolean }>) {
  const say = useTexts(commonTexts);
  const other = currentLanguage() === 'zh' ? 'en' : 'zh';
  const change = () => {
    chooseLanguage(other);
    if (isSignedIn) void call('accounts.changeLanguage', { body: { language: other } });
    void queryClient.invalidateQueries(); // some answers contain sentences in the former language
  };
  return (
    <button type="button" className="top-button" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={change}>
      {say('language')}
    </button>
  );
}

function AccountMenu({ me }: Readonly<{ me: Me }>) {
  const say = useTexts(commonTexts);
  const frame = useTexts(frameTexts);
  const navigate = useNavigate();
  const menu = useClosingDetails();
  const { organisation } = me;
  const others = me.memberships.filter((one) => one.organisation.id !== organisation?.id);
  return (
    <details className="account" ref={menu}>
      <summary aria-label={`${frame('account')} ${me.displayName}`}>{me.displayName}</summary>
      <div className="account-menu">
        <strong>{me.displayName}</strong>
        {organisation && (
          <span>
            <Link to={paths.organisation(organisation.id)}>{organisation.name}</Link>
            <br />
            <span className="muted small">
              {say(`kind.${organisation.kind}`)} · {say(`memberRole.${organisation.memberRole}`)}
            </span>
          </span>
        )}
        {others.length > 0 && (
          <ul aria-label={frame('switchTo')}>
            {others.map((one) => (
              <li key={one.organisation.id}>
                <button
                  type="button"
                  className="link-button"
                  onClick={() => void switchTo(one.organisation.id).then(() => navigate(paths.home()))}
                >
                  {frame('switchTo')} {one.organisation.name}
                </button>
              </li>
            ))}
          </ul>
        )}
        {me.isAdministrator && <span className="muted small">{frame('administrator')}</span>}
        <Link to={paths.account()}>{frame('password')}</Link>
        <button type="button" className="link-button" onClick={() => void signOut().then(() => navigate(paths.home()))}>
          {say('signOut')}
        </button>
      </div>
    </details>
  );
}
