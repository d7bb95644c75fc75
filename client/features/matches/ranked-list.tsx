import { type ReactNode, useEffect } from 'react';
import { shownMatchStates } from '../../../server/domain/matches.ts';
import { Empty } from '../../components/empty.tsx';
import { Page } from '../../components/page.tsx';
import { call } from '../../lib/api.ts';
import { useTexts } from '../../lib/texts.ts';
import { useFilters } from '../../lib/use-filters.ts';
import { Choices, FitChoice, IndustryChoice, SortChoice, StateChoice } from './filter-choice.tsx';
import { pairOf, percent, type Ranked, type RankedAnswer } from './match.ts';
import { MatchCard } from './match-card.tsx';
import { matchesTexts } from './matches.texts.ts';
import { useNarrow } from './use-found.ts';

type RankedListProps = Readonly<{
  title: string;
  lead: ReactNode;
  of: RankedAnswer;
  show: 'need' | 'patent';
  above?: ReactNode;
  below?: ReactNode;
}>;

/** The best matches, best first, and apart from them what fits too little; showing them marks them as seen. */
export function RankedList({ title, lead, of, show, above, below }: RankedListProps) {
  const say = useTexts(matchesTexts);
  const { isEmpty } = useFilters();
  const { items, floor, industries } = of;
  useEffect(() => {
    const pairs = items.filter(({ allowed, mySide }) => mySide && allowed.includes('see')).map(pairOf);
    // the mark is of no use to the user, so a failure is not reported
    if (pairs.length > 0) void call('matches.see', { body: { pairs } }).catch(() => undefined);
  }, [items]);
  // a centre's recommendation stands with the others, whatever the floor
  const isBelowFloor = ({ reasons, centre }: Ranked) => reasons.score < floor && !centre;
  const [fitting, others] = [items.filter((one) => !isBelowFloor(one)), items.filter(isBelowFloor)];
  const card = (match: Ranked) => (
    <MatchCard
      key={match.id}
      {...{ match, show, rank: match.rank, score: match.reasons.score, isBelowFloor: isBelowFloor(match) }}
    >
      {match.reasons.exposure < 0.95 && (
        <p className="muted small">{say('exposed', { factor: match.reasons.exposure.toFixed(2) })}</p>
      )}
    </MatchCard>
  );
  return (
    <Page title={title} lead={lead}>
      {above}
      {(items.length > 0 || !isEmpty) && (
        <Choices>
          <SortChoice sorts={['fit', 'price']} />
          <FitChoice />
          <IndustryChoice industries={industries} />
          <StateChoice states={shownMatchStates} />
        </Choices>
      )}
      {items.length === 0 ? (
        isEmpty ? (
          <Empty title={say('empty')} text={say('emptyText')} />
        ) : (
          <Empty title={say('noneSuch.title')} text={say('noneSuch.text')} />
        )
      ) : (
        <>
          {fitting.length === 0 && <p className="note note-wait">{say('noneFits', { percent: percent(floor) })}</p>}
          {fitting.map(card)}
          {others.length > 0 && (
            <section className="stack" aria-label={say('others')}>
              <h2>{say('others')}</h2>
              <p className="muted">{say('othersText', { percent: percent(floor) })}</p>
              {others.map(card)}
            </section>
          )}
        </>
      )}
      {below}
    </Page>
  );
}

/** What the address asks of a ranked list. */
export function useRankedQuery() {
  const { one } = useFilters();
  const { leastFit, industry } = useNarrow({});
  return {
    ...{ leastFit, industry },
    sort: one('sort') === 'price' ? ('price' as const) : ('fit' as const),
    state: shownMatchStates.find((name) => name === one('state')),
  };
}

/** While a list of the same need or patent comes, the one before stays, so that the filters stand still. */
export const keptOf =
  (id: string) =>
  (before: RankedAnswer | undefined, last?: Readonly<{ queryKey: readonly unknown[] }>): RankedAnswer | undefined =>
    JSON.stringify(last?.queryKey)?.includes(id) ? before : undefined;
