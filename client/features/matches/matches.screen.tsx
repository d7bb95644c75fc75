import { Link } from 'react-router';
import { Segmented } from 'antd';
import { Page } from '../../components/page.tsx';
import { paths } from '../../lib/paths.ts';
import { useMe } from '../../lib/session.ts';
import { useTexts } from '../../lib/texts.ts';
import { isCentre } from '../../lib/viewer.ts';
import { useFilters } from '../../lib/use-filters.ts';
import { MatchFilters } from './match-filters.tsx';
import { MatchGroups } from './match-groups.tsx';
import { MatchList } from './match-list.tsx';
import type { ListName } from './match.ts';
import { matchesTexts } from './matches.texts.ts';

const views = ['list', 'patent', 'need'] as const;

/** New matches of the organisation, and those in which a side has answered. */
export function Component() {
  const say = useTexts(matchesTexts);
  const me = useMe();
  const { one, set } = useFilters();
  // a centre has no matches of its own: it sees pairs that it could introduce to each other
  const first = isCentre(me) ? 'introductions' : 'fresh';
  const shown: ListName = one('show') === 'mine' ? 'mine' : first;
  const view = views.find((name) => name === one('view')) ?? 'list';
  return (
    <Page
      title={say('title')}
      lead={say('lead')}
      actions={
        <>
          {isCentre(me) && (
            <Link className="button button-plain" to={paths.weights()}>
              {say('weights')}
            </Link>
          )}
          <Link className="button button-plain" to={paths.quality()}>
            {say('quality')}
          </Link>
        </>
      }
    >
      <div className="row">
        <Segmented
          value={shown}
          onChange={(next) => set('show', next)}
          options={([first, 'mine'] as const).map((value) => ({ value, label: say(value) }))}
        />
        {shown !== 'mine' && (
          <Segmented
            aria-label={say('view')}
            value={view}
            onChange={(next) => set('view', next)}
            options={views.map((value) => ({ value, label: say(`views.${value}`) }))}
          />
        )}
      </div>
      <MatchFilters of={shown} />
      {shown === 'mine' || view === 'list' ? <MatchList of={shown} /> : <MatchGroups by={view} of={shown} />}
    </Page>
  );
}
