import { Link } from 'react-router';
import { Segmented } from 'antd';
import { Empty } from '../../components/empty.tsx';
import { More } from '../../components/more.tsx';
import { Page } from '../../components/page.tsx';
import { Shown } from '../../components/shown.tsx';
import { paths } from '../../lib/paths.ts';
import { useList } from '../../lib/query.ts';
import { useMe } from '../../lib/session.ts';
import { useTexts } from '../../lib/texts.ts';
import { isCentre } from '../../lib/viewer.ts';
import { useFilters } from '../../lib/use-filters.ts';
import { MatchCard } from './match-card.tsx';
import { matchesTexts } from './matches.texts.ts';

/** What is new for my organisation, and what is under way. */
export function Component() {
  const say = useTexts(matchesTexts);
  const me = useMe();
  const { one, set } = useFilters();
  // a centre wants nothing for itself: what is new for it are pairs that it could bring together
  const first = isCentre(useMe()) ? 'introductions' : 'fresh';
  const shown = one('show') === 'mine' ? 'mine' : first;
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
      <div>
        <Segmented
          value={shown}
          onChange={(next) => set('show', next)}
          options={([first, 'mine'] as const).map((value) => ({ value, label: say(value) }))}
        />
      </div>
      {shown === 'fresh' && <Fresh />}
      {shown === 'introductions' && <Introductions />}
      {shown === 'mine' && <Mine />}
    </Page>
  );
}

function Fresh() {
  const say = useTexts(matchesTexts);
  const list = useList('matches.fresh', { query: { limit: 20 } });
  return (
    <Shown query={list}>
      {() => (
        <>
          {list.items.length === 0 && <Empty title={say('freshEmpty')} text={say('freshText')} />}
          {list.items.map((match) => (
            <MatchCard key={match.id} match={match} score={match.score} show="both" />
          ))}
          <More list={list} />
        </>
      )}
    </Shown>
  );
}

function Introductions() {
  const say = useTexts(matchesTexts);
  const list = useList('matches.introductions', { query: { limit: 20 } });
  return (
    <Shown query={list}>
      {() => (
        <>
          {list.items.length === 0 && <Empty title={say('introductionsEmpty')} text={say('introductionsText')} />}
          {list.items.map((match) => (
            <MatchCard key={match.id} match={match} score={match.score} show="both" />
          ))}
          <More list={list} />
        </>
      )}
    </Shown>
  );
}

function Mine() {
  const say = useTexts(matchesTexts);
  const list = useList('matches.mine', { query: { limit: 20 } });
  return (
    <Shown query={list}>
      {() => (
        <>
          {list.items.length === 0 && <Empty title={say('mineEmpty')} text={say('mineText')} />}
          {list.items.map((match) => (
            <MatchCard key={match.id} match={match} show="both" />
          ))}
          <More list={list} />
        </>
      )}
    </Shown>
  );
}
