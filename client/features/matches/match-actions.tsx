import { useState } from 'react';
import { Link } from 'react-router';
import { Button } from 'antd';
import { ProblemNote } from '../../components/problem-view.tsx';
import { useCommand } from '../../lib/command.ts';
import { paths } from '../../lib/paths.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import { DeclineDialog } from './decline-dialog.tsx';
import { type AnyMatch, pairOf } from './match.ts';
import { matchesTexts } from './matches.texts.ts';

/** Buttons for what the server allows the user to do with a match now. */
export function MatchActions({ match }: Readonly<{ match: AnyMatch }>) {
  const say = useTexts(matchesTexts);
  const [isDeclining, setIsDeclining] = useState(false);
  const interest = useCommand('matches.showInterest', () => tell(say('interestSaid')));
  const recommend = useCommand('matches.recommend', () => tell(say('recommended')));
  const takeBack = useCommand('matches.takeBack', () => tell(say('takenBack')));
  const intent = { params: pairOf(match), body: { expectedVersion: match.version } };
  return (
    <>
      {match.dealId && (
        <Link className="button" to={paths.deal(match.dealId)}>
          {say('room')}
        </Link>
      )}
      {match.allowed.includes('showInterest') && (
        <Button type="primary" loading={interest.isPending} onClick={() => interest.mutate(intent)}>
          {say('interest')}
        </Button>
      )}
      {match.allowed.includes('recommend') && (
        <Button type="primary" loading={recommend.isPending} onClick={() => recommend.mutate(intent)}>
          {say('recommend')}
        </Button>
      )}
      {match.allowed.includes('decline') && <Button onClick={() => setIsDeclining(true)}>{say('decline')}</Button>}
      {match.allowed.includes('takeBack') && (
        <Button loading={takeBack.isPending} onClick={() => takeBack.mutate(intent)}>
          {say('takeBack')}
        </Button>
      )}
      <ProblemNote error={interest.error ?? recommend.error ?? takeBack.error} />
      {isDeclining && <DeclineDialog match={match} onClose={() => setIsDeclining(false)} />}
    </>
  );
}
