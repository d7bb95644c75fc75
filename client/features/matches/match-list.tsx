import { Button } from 'antd';
import { becauses, matchStates } from '../../../server/domain/matches.ts';
import { Empty } from '../../components/empty.tsx';
import { type Growing, More } from '../../components/more.tsx';
import { type Listed, ShownList } from '../../components/shown.tsx';
import { useList } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { useFilters } from '../../lib/use-filters.ts';
import type { AnyMatch, ListName } from './match.ts';
import { MatchCard } from './match-card.tsx';
import { matchesTexts } from './matches.texts.ts';

type ListProps = Readonly<{ of: ListName; patentId?: string; needId?: string }>;

/** One of the lists, as the filters in the address narrow it; inside a group that of its patent or need. */
export function MatchList({ of, ...group }: ListProps) {
  if (of === 'fresh') return <Fresh {...group} />;
  return of === 'introductions' ? <Introductions {...group} /> : <Mine {...group} />;
}
type Group = Omit<ListProps, 'of'>;

/** What the address narrows every list to. */
function useNarrow(group: Group) {
  const { one } = useFilters();
  return {
    limit: 20,
    patentId: one('patent') || undefined,
    needId: one('need') || undefined,
    industry: /^[A-T]\d{2}$/.test(one('industry')) ? one('industry') : undefined,
    ...group,
  };
}
function useFound(group: Group) {
  const { one } = useFilters();
  const leastFit = Math.min(100, Number.parseInt(one('fit'), 10) || 0);
  return { ...useNarrow(group), sort: one('sort') === 'latest' ? ('latest' as const) : ('fit' as const), leastFit };
}

function Fresh(group: Group) {
  const { one } = useFilters();
  const because = becauses.find((name) => name === one('because'));
  return <Matches of="fresh" list={useList('matches.fresh', { query: { ...useFound(group), because } })} />;
}
const Introductions = (group: Group) => (
  <Matches of="introductions" list={useList('matches.introductions', { query: useFound(group) })} />
);
function Mine(group: Group) {
  const { one } = useFilters();
  const state = matchStates.find((name) => name === one('state'));
  const sort = one('sort') === 'oldest' ? ('oldest' as const) : ('latest' as const);
  return <Matches of="mine" list={useList('matches.mine', { query: { ...useNarrow(group), state, sort } })} />;
}

type MatchesProps = Readonly<{
  of: ListName;
  list: Listed<AnyMatch & { score?: number | null }> & Growing;
}>;

function Matches({ of, list }: MatchesProps) {
  const say = useTexts(matchesTexts);
  const { one, set, isEmpty } = useFilters();
  const only = (['patent', 'need'] as const).filter((key) => one(key) === '');
  return (
    <ShownList
      list={list}
      empty={
        isEmpty ? (
          <Empty title={say(`none.${of}.title`)} text={say(`none.${of}.text`)} />
        ) : (
          <Empty title={say('noneSuch.title')} text={say('noneSuch.text')} />
        )
      }
    >
      {list.items.map((match) => (
        <MatchCard
          key={match.id}
          match={match}
          show="both"
          {...(match.score === undefined ? {} : { score: match.score })}
        >
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
