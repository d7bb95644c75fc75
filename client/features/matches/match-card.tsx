import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { Button } from 'antd';
import { Tag, type Tone } from '../../components/tag.tsx';
import { TermNote } from '../../components/term-note.tsx';
import { paths } from '../../lib/paths.ts';
import { useTexts } from '../../lib/texts.ts';
import { Explanation } from './explanation.tsx';
import { type AnyMatch, pairOf, percent } from './match.ts';
import { MatchActions } from './match-actions.tsx';
import { matchesTexts } from './matches.texts.ts';
import './matches.css';

const tones: Record<AnyMatch['state'], Tone> = {
  suggested: 'plain',
  seen: 'plain',
  interestedBySupplier: 'supply',
  interestedByDemander: 'demand',
  mutual: 'good',
  declined: 'bad',
  expired: 'plain',
};
type MatchCardProps = Readonly<{
  match: AnyMatch;
  score?: number;
  rank?: number;
  show: 'need' | 'patent' | 'both';
  children?: ReactNode;
}>;

/** One match: the other side, the fit, the allowed actions and, on request, all reasons. */
export function MatchCard({ match, score, rank, show, children }: MatchCardProps) {
  const say = useTexts(matchesTexts);
  const [isOpen, setIsOpen] = useState(false);
  const { need, patent } = match;
  return (
    <article className="card match">
      <div className="match-head">
        {score !== undefined && (
          <div
            className={score >= 0.5 ? 'match-score match-good' : 'match-score'}
            aria-label={say('score', { percent: percent(score) })}
          >
            <strong>{percent(score)}</strong>
            <span>%</span>
          </div>
        )}
        <div className="grow">
          {show !== 'need' && (
            <div>
              <Link className="item-title" to={paths.patent(patent.id)}>
                {patent.title}
              </Link>{' '}
              <span className="muted small">
                {patent.organisation.name} {patent.applicationNumber && `· ${patent.applicationNumber}`}
              </span>
            </div>
          )}
          {show !== 'patent' && (
            <div>
              <Link className="item-title" to={paths.need(need.id)}>
                {need.title}
              </Link>{' '}
              <span className="muted small">{need.organisation?.name ?? say('hidden')}</span>
            </div>
          )}
          <div className="row">
            <Tag tone={tones[match.state]}>{say(`state.${match.state}`)}</Tag>
            {match.centre && <Tag tone="centre">{match.centre.name}</Tag>}
            {rank !== undefined && <span className="muted small">{say('rank', { rank })}</span>}
            {match.deadline && <TermNote term={match.deadline} />}
            {match.declined && <span className="muted small">{say(`reason.${match.declined.reason}`)}</span>}
          </div>
          {match.centre && match.allowed.includes('showInterest') && (
            <p className="muted small">{say('centreComes', { name: match.centre.name })}</p>
          )}
        </div>
        <div className="row">
          <MatchActions match={match} />
          <Button aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
            {isOpen ? say('hide') : say('why')}
          </Button>
        </div>
      </div>
      {children}
      {isOpen && <Explanation {...pairOf(match)} />}
    </article>
  );
}
