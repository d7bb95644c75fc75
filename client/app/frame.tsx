import { useEffect, useRef } from 'react';
import {
  Link,
  matchPath,
  NavLink,
  Outlet,
  ScrollRestoration,
  useLocation,
  useNavigate,
  useNavigation,
} from 'react-router';
import { Icon } from '../components/icon.tsx';
import { call } from '../lib/api.ts';
import { commonTexts } from '../lib/common.texts.ts';
import { chooseLanguage, currentLanguage } from '../lib/language.ts';
import { queryClient } from '../lib/query.ts';
import { type Me, signOut, useMe } from '../lib/session.ts';
import { remember, remembered } from '../lib/storage.ts';
import { useTexts } from '../lib/texts.ts';
import { ConnectionNote } from './connection-note.tsx';
import { frameTexts } from './frame.texts.ts';
import { type Screen, screens } from './screens.ts';
import { SessionEnded } from './session-ended.tsx';
import { Toasts } from './toasts.tsx';

/** What surrounds every screen: name, language, account, navigation, and what must be said over the page. */
export function Frame() {
  const me = useMe();
  const say = useTexts(commonTexts);
  // on a reload the frame stands before it is known who is there: what was true last time keeps the page from jumping
  const { pathname } = useLocation();
  // whoever signs in leaves that page in the same moment: its form does not jump aside before
  const isIn = pathname !== '/sign-in' && (me === undefined ? remembered('isIn') === 'yes' : me !== null);
  useEffect(() => {
    if (me !== undefined) remember('isIn', me ? 'yes' : null);
  }, [me]);
  const entries = me ? screens.filter(({ nav }) => nav?.isFor(me)) : [];
  const { state } = useNavigation();
  return (
    <div className={isIn ? 'frame' : 'frame frame-open'}>
      <a className="skip" href="#content">
        {say('skipToContent')}
      </a>
      <header className="top">
        <Link to="/" className="brand">
          <img src="/icon.svg" alt="" />
          <span>{say('product')}</span>
        </Link>
        <span className="grow" />
        <LanguageSwitch isSignedIn={Boolean(me)} />
        {me && isIn ? <AccountMenu me={me} /> : !isIn && <Doors />}
      </header>
      {isIn && <Navigation entries={entries} />}
      <main key={String(isIn)} id="content" tabIndex={-1} aria-busy={state === 'loading'}>
        <Outlet />
      </main>
      <ConnectionNote />
      <SessionEnded />
      <Toasts />
      <ScrollRestoration />
    </div>
  );
}

/** Ways on for somebody who is not signed in. */
function Doors() {
  const say = useTexts(commonTexts);
  const frame = useTexts(frameTexts);
  return (
    <>
      <nav className="doors" aria-label={frame('mainNavigation')}>
        <NavLink to="/patents">{frame('nav.find')}</NavLink>
        <NavLink to="/needs">{frame('nav.needs')}</NavLink>
      </nav>
      <Link className="top-button" to="/sign-in">
        {say('signIn')}
      </Link>
    </>
  );
}

function LanguageSwitch({ isSignedIn }: Readonly<{ isSignedIn: boolean }>) {
  const say = useTexts(commonTexts);
  const other = currentLanguage() === 'zh' ? 'en' : 'zh';
  const change = () => {
    chooseLanguage(other);
    if (isSignedIn) void call('accounts.changeLanguage', { body: { language: other } });
    void queryClient.invalidateQueries(); // some of what the server said are sentences
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
  return (
    <details className="account" ref={menu}>
      <summary aria-label={`${frame('account')} ${me.displayName}`}>{me.displayName}</summary>
      <div className="account-menu">
        <strong>{me.displayName}</strong>
        {organisation && (
          <span>
            <Link to={`/organisations/${organisation.id}`}>{organisation.name}</Link>
            <br />
            <span className="muted small">
              {say(`kind.${organisation.kind}`)} · {say(`memberRole.${organisation.memberRole}`)}
            </span>
          </span>
        )}
        {me.isAdministrator && <span className="muted small">{frame('administrator')}</span>}
        <Link to="/account">{frame('password')}</Link>
        <button type="button" className="link-button" onClick={() => void signOut().then(() => navigate('/'))}>
          {say('signOut')}
        </button>
      </div>
    </details>
  );
}

/** How many entries a phone shows before "more". */
const phoneEntries = 4;

function Navigation({ entries }: Readonly<{ entries: readonly Screen[] }>) {
  const say = useTexts(commonTexts);
  const frame = useTexts(frameTexts);
  const more = useClosingDetails();
  const here = useEntryPath(entries);
  const link = ({ path, nav }: Screen) =>
    nav && (
      <Link key={path} to={path} {...(path === here ? { className: 'active', 'aria-current': 'page' } : {})}>
        <Icon name={nav.icon} />
        <span>{frame(`nav.${nav.label}`)}</span>
      </Link>
    );
  const rest = entries.slice(phoneEntries);
  return (
    <>
      <nav className="side" aria-label={frame('mainNavigation')}>
        <div className="side-entries">{entries.map(link)}</div>
      </nav>
      <nav className="bottom" aria-label={frame('mainNavigation')}>
        {entries.slice(0, phoneEntries).map(link)}
        {rest.length > 0 && (
          <details ref={more}>
            <summary className={rest.some(({ path }) => path === here) ? 'active' : undefined}>
              <Icon name="more" />
              <span>{say('more')}</span>
            </summary>
            <div className="bottom-more">{rest.map(link)}</div>
          </details>
        )}
      </nav>
    </>
  );
}

/** The path of the entry that the present screen belongs to. */
function useEntryPath(entries: readonly Screen[]): string | undefined {
  const { pathname } = useLocation();
  const stated = screens.find(({ path }) => matchPath(path, pathname))?.under;
  const isAbove = (path: string) => path === pathname || (path !== '/' && pathname.startsWith(`${path}/`));
  return (entries.find(({ path }) => path === stated) ?? entries.find(({ path }) => isAbove(path)))?.path;
}

/** A small menu that closes on Escape, on a click elsewhere and when the screen changes. */
function useClosingDetails() {
  const details = useRef<HTMLDetailsElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    if (details.current) details.current.open = false;
  }, [pathname]);
  useEffect(() => {
    const close = (event: Event) => {
      const { current } = details;
      if (!current?.open) return;
      if (event instanceof KeyboardEvent) {
        if (event.key !== 'Escape') return;
        current.querySelector('summary')?.focus();
      } else if (current.contains(event.target as Node)) return; // events of the page come from nodes
      current.open = false;
    };
    document.addEventListener('click', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('click', close);
      document.removeEventListener('keydown', close);
    };
  }, []);
  return details;
}
