import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { Button } from 'antd';
import { plainSentence } from '../../../server/domain/matches/plain-sentence.ts';
import { Tag, type Tone } from '../../components/tag.tsx';
import { TermNote } from '../../components/term-note.tsx';
import { formatInstant, formatMoney } from '../../lib/format.ts';
import { currentLanguage } from '../../lib/language.ts';
import { paths } from '../../lib/paths.ts';
import { useTexts } from '../../lib/texts.ts';
import { Explanation } from './explanation.tsx';
import type { Because } from '../../../server/domain/matches.ts';
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
  match: AnyMatch & Readonly<{ because?: Because; isOwnIndustry?: boolean }>;
  /** Null where no list has held the pair. */
  score?: number | null;
  rank?: number;
  /** It fits too little to be called a recommendation. */
  isBelowFloor?: boolean;
  show: 'need' | 'patent' | 'both';
  children?: ReactNode;
}>;

/** One match: the other side, the fit, why in one sentence, the allowed actions and, on request, all reasons. */
export function MatchCard({ match, score, rank, isBelowFloor = false, show, children }: MatchCardProps) {
  const say = useTexts(matchesTexts);
  const [isOpen, setIsOpen] = useState(false);
  const { need, patent, state } = match;
  const isOnlyFound = isBelowFloor && (state === 'suggested' || state === 'seen');
  return (
    <article className="card match">
      <div className="match-head">
        {score !== undefined && score !== null && (
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
          <p className="match-sentence">{plainSentence(match.facts, currentLanguage(), formatMoney)}</p>
          <div className="row">
            <Tag tone={tones[state]}>{say(isOnlyFound ? 'belowFloor' : `state.${state}`)}</Tag>
            {match.centre && <Tag tone="centre">{say('byCentre', { name: match.centre.name })}</Tag>}
            {match.isOwnIndustry && <Tag tone="good">{say('ownIndustry')}</Tag>}
            {rank !== undefined && <span className="muted small">{say('rank', { rank })}</span>}
            {match.deadline && <TermNote term={match.deadline} />}
            {match.declined && (
              <span className="muted small">
                {say(`reason.${match.declined.reason}`)}
                {match.declined.takeBackUntil &&
                  ` · ${say('takeBackUntil', { time: formatInstant(match.declined.takeBackUntil) })}`}
              </span>
            )}
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
