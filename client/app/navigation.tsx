import { Link, matchPath, NavLink, useLocation } from 'react-router';
import { Icon } from '../components/icon.tsx';
import { sections } from '../components/screen.ts';
import { commonTexts } from '../lib/common.texts.ts';
import { currentLanguage } from '../lib/language.ts';
import { paths } from '../lib/paths.ts';
import { useTexts } from '../lib/texts.ts';
import type { Viewer } from '../lib/viewer.ts';
import { frameTexts } from './frame.texts.ts';
import { entriesFor, type Offered, screens } from './screens.ts';
import { useClosingDetails } from './use-closing-details.ts';

/** How many entries a phone shows before "more". */
const phoneEntries = 4;

/** The navigation of a signed-in user: a side bar in sections; on a phone a bottom bar, with the rest under "more". */
export function Navigation({ me }: Readonly<{ me: Viewer }>) {
  const say = useTexts(commonTexts);
  const frame = useTexts(frameTexts);
  const more = useClosingDetails();
  const entries = me ? entriesFor(me) : [];
  const here = useEntryPath(entries);
  const ranked = [...entries.filter(({ nav }) => nav.isFirst), ...entries.filter(({ nav }) => !nav.isFirst)];
  const first = ranked.slice(0, phoneEntries);
  const rest = entries.filter((entry) => !first.includes(entry));
  const link = ({ path, nav }: Offered) => (
    <Link key={path} to={path} {...(path === here ? { className: 'active', 'aria-current': 'page' } : {})}>
      <Icon name={nav.icon} />
      <span>{nav.label[currentLanguage()]}</span>
    </Link>
  );
  const bySection = (some: readonly Offered[]) =>
    sections.map((section) => {
      const links = some.filter(({ nav }) => nav.section === section).map(link);
      if (links.length === 0 || section === 'start') return links;
      return (
        <div key={section} role="group" aria-label={frame(`section.${section}`)}>
          <span className="section" aria-hidden="true">
            {frame(`section.${section}`)}
          </span>
          {links}
        </div>
      );
    });
  return (
    <>
      <nav className="side" aria-label={frame('mainNavigation')}>
        <div className="side-entries">{bySection(entries)}</div>
      </nav>
      <nav className="bottom" aria-label={frame('mainNavigation')}>
        {first.map(link)}
        {rest.length > 0 && (
          <details ref={more}>
            <summary className={rest.some(({ path }) => path === here) ? 'active' : undefined}>
              <Icon name="more" />
              <span>{say('more')}</span>
            </summary>
            <div className="bottom-more">{bySection(rest)}</div>
          </details>
        )}
      </nav>
    </>
  );
}

/** The navigation of a visitor who is not signed in. */
export function Doors() {
  const say = useTexts(commonTexts);
  const frame = useTexts(frameTexts);
  return (
    <>
      <nav className="doors" aria-label={frame('mainNavigation')}>
        {entriesFor(null)
          .filter(({ nav }) => nav.section !== 'start')
          .map(({ path, nav }) => (
            <NavLink key={path} to={path}>
              {nav.label[currentLanguage()]}
            </NavLink>
          ))}
      </nav>
      <Link className="top-button" to={paths.signIn()}>
        {say('signIn')}
      </Link>
    </>
  );
}

/** The path of the entry to highlight for the current screen. */
function useEntryPath(entries: readonly Offered[]): string | undefined {
  const { pathname } = useLocation();
  const stated = screens.find(({ path }) => matchPath(path, pathname))?.under;
  const isAbove = (path: string) => path === pathname || (path !== paths.home() && pathname.startsWith(`${path}/`));
  return (entries.find(({ path }) => path === stated) ?? entries.find(({ path }) => isAbove(path)))?.path;
}
