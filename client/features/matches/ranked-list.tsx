import { type ReactNode, useEffect } from 'react';
import { Empty } from '../../components/empty.tsx';
import { Page } from '../../components/page.tsx';
import { call } from '../../lib/api.ts';
import { useTexts } from '../../lib/texts.ts';
import { pairOf, percent, type Ranked } from './match.ts';
import { MatchCard } from './match-card.tsx';
import { matchesTexts } from './matches.texts.ts';

type RankedListProps = Readonly<{
  title: string;
  lead: ReactNode;
  items: readonly Ranked[];
  /** The least fit of what is called a recommendation. */
  floor: number;
  show: 'need' | 'patent';
  above?: ReactNode;
  below?: ReactNode;
}>;

/** The best matches, best first, and apart from them what fits too little; showing them marks them as seen. */
export function RankedList({ title, lead, items, floor, show, above, below }: RankedListProps) {
  const say = useTexts(matchesTexts);
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
      {items.length === 0 ? (
        <Empty title={say('empty')} text={say('emptyText')} />
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
