import { Link } from 'react-router';
import { Segmented } from 'antd';
import { Empty } from '../../components/empty.tsx';
import { type Growing, More } from '../../components/more.tsx';
import { Page } from '../../components/page.tsx';
import { type Listed, ShownList } from '../../components/shown.tsx';
import { paths } from '../../lib/paths.ts';
import { useList } from '../../lib/query.ts';
import { useMe } from '../../lib/session.ts';
import { useTexts } from '../../lib/texts.ts';
import { isCentre } from '../../lib/viewer.ts';
import { useFilters } from '../../lib/use-filters.ts';
import type { AnyMatch } from './match.ts';
import { MatchCard } from './match-card.tsx';
import { matchesTexts } from './matches.texts.ts';

/** New matches of the organisation, and those in which a side has answered. */
export function Component() {
  const say = useTexts(matchesTexts);
  const me = useMe();
  const { one, set } = useFilters();
  // a centre has no matches of its own: it sees pairs that it could introduce to each other
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

const query = { limit: 20 };
const Fresh = () => <Matches of="fresh" list={useList('matches.fresh', { query })} />;
const Introductions = () => <Matches of="introductions" list={useList('matches.introductions', { query })} />;
const Mine = () => <Matches of="mine" list={useList('matches.mine', { query })} />;

type MatchesProps = Readonly<{
  of: 'fresh' | 'introductions' | 'mine';
  list: Listed<AnyMatch & { score?: number }> & Growing;
}>;

function Matches({ of, list }: MatchesProps) {
  const say = useTexts(matchesTexts);
  return (
    <ShownList list={list} empty={<Empty title={say(`none.${of}.title`)} text={say(`none.${of}.text`)} />}>
      {list.items.map((match) => (
        <MatchCard
          key={match.id}
          match={match}
          show="both"
          {...(match.score === undefined ? {} : { score: match.score })}
        />
      ))}
      <More list={list} />
    </ShownList>
  );
}
