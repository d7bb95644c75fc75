import { type ReactNode, useEffect } from 'react';
import { Empty } from '../../components/empty.tsx';
import { Page } from '../../components/page.tsx';
import { call } from '../../lib/api.ts';
import { useTexts } from '../../lib/texts.ts';
import { pairOf, type Ranked } from './match.ts';
import { MatchCard } from './match-card.tsx';
import { matchesTexts } from './matches.texts.ts';

type RankedListProps = Readonly<{
  title: string;
  lead: ReactNode;
  items: readonly Ranked[];
  show: 'need' | 'patent';
  above?: ReactNode;
  below?: ReactNode;
}>;

/** The best matches, best first; showing them marks them as seen. */
export function RankedList({ title, lead, items, show, above, below }: RankedListProps) {
  const say = useTexts(matchesTexts);
  useEffect(() => {
    const pairs = items.filter(({ allowed, mySide }) => mySide && allowed.includes('see')).map(pairOf);
    // the mark is of no use to the user, so a failure is not reported
    if (pairs.length > 0) void call('matches.see', { body: { pairs } }).catch(() => undefined);
  }, [items]);
  return (
    <Page title={title} lead={lead}>
      {above}
      {items.length === 0 ? (
        <Empty title={say('empty')} text={say('emptyText')} />
      ) : (
        items.map((match) => (
          <MatchCard key={match.id} match={match} score={match.reasons.score} rank={match.rank} show={show}>
            {match.reasons.exposure < 0.95 && (
              <p className="muted small">{say('exposed', { factor: match.reasons.exposure.toFixed(2) })}</p>
            )}
          </MatchCard>
        ))
      )}
      {below}
    </Page>
  );
}
