import { Button } from 'antd';
import { matchStates } from '../../../server/domain/matches.ts';
import { Empty } from '../../components/empty.tsx';
import { type Growing, More } from '../../components/more.tsx';
import { type Listed, ShownList } from '../../components/shown.tsx';
import { useList } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { useFilters } from '../../lib/use-filters.ts';
import type { AnyMatch, ListName } from './match.ts';
import { MatchCard } from './match-card.tsx';
import { matchesTexts } from './matches.texts.ts';
import { type InGroup, useFound, useNarrow } from './use-found.ts';

type ListProps = InGroup & Readonly<{ of: ListName }>;

/** One of the lists, as the filters in the address narrow it; inside a group that of its patent or need. */
export function MatchList({ of, ...group }: ListProps) {
  if (of === 'fresh') return <Fresh {...group} />;
  return of === 'introductions' ? <Introductions {...group} /> : <Mine {...group} />;
}

const limit = 20;
const Fresh = (group: InGroup) => (
  <Matches of="fresh" list={useList('matches.fresh', { query: { ...useFound(group), limit } })} />
);
function Introductions(group: InGroup) {
  const { because: _, ...query } = useFound(group);
  return <Matches of="introductions" list={useList('matches.introductions', { query: { ...query, limit } })} />;
}
function Mine(group: InGroup) {
  const { one } = useFilters();
  const state = matchStates.find((name) => name === one('state'));
  const sort = one('sort') === 'oldest' ? ('oldest' as const) : ('latest' as const);
  return <Matches of="mine" list={useList('matches.mine', { query: { ...useNarrow(group), state, sort, limit } })} />;
}

type MatchesProps = Readonly<{
  of: ListName;
  list: Listed<AnyMatch & { score: number | null }> & Growing;
}>;

function Matches({ of, list }: MatchesProps) {
  const say = useTexts(matchesTexts);
  const { one, set, isEmpty } = useFilters();
  const only = (['patent', 'need'] as const).filter((key) => one(key) === '');
  return (
    <ShownList list={list} empty={<NoPairs of={of} isNarrowed={!isEmpty} />}>
      {list.items.map((match) => (
        <MatchCard key={match.id} match={match} show="both" score={match.score}>
          {one('view') === '' && only.length > 0 && (
            <div className="row match-only">
              {only.map((key) => (
                <Button key={key} type="link" size="small" onClick={() => set(key, match[key].id)}>
                  {say(`only.${key}`)}
                </Button>
              ))}
            </div>
          )}
        </MatchCard>
      ))}
      <More list={list} />
    </ShownList>
  );
}

/** Says why there are no pairs: there are none, or none that pass the filters. */
export function NoPairs({ of, isNarrowed }: Readonly<{ of: ListName; isNarrowed: boolean }>) {
  const say = useTexts(matchesTexts);
  return isNarrowed ? (
    <Empty title={say('noneSuch.title')} text={say('noneSuch.text')} />
  ) : (
    <Empty title={say(`none.${of}.title`)} text={say(`none.${of}.text`)} />
  );
}
