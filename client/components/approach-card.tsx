import { Link } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { paths } from '../lib/paths.ts';
import { read } from '../lib/query.ts';
import { type Me, useMe } from '../lib/session.ts';
import { useTexts } from '../lib/texts.ts';
import { useOpen } from '../lib/use-open.ts';
import { isCentre, isMember, trades } from '../lib/viewer.ts';
import { type Approached, chosenFor, standingOf } from './approach.ts';
import { approachTexts } from './approach.texts.ts';
import { AskForm } from './ask-form.tsx';
import { InterestPanel } from './interest-panel.tsx';
import { Card } from './page.tsx';
import { QuestionTag } from './question-tag.tsx';

type ApproachProps = Approached &
  Readonly<{
    /** Null: an anonymous need. */
    owner: Readonly<{ name: string }> | null;
    isOnOffer: boolean;
  }>;

/** On the page of somebody else's patent or need: show interest in it, or ask about it, in place. */
export function ApproachCard({ isOnOffer, ...thing }: ApproachProps) {
  const say = useTexts(approachTexts);
  const me = useMe();
  if (!isOnOffer || me === undefined) return null;
  if (me === null) {
    return (
      <Card>
        <div>
          <Link className="button" to={paths.signIn({ to: paths[thing.kind](thing.id) })}>
            {say('signIn')}
          </Link>
        </div>
      </Card>
    );
  }
  return isMember(me) ? (
    <ForMember thing={thing} me={me} />
  ) : (
    <Card>
      <p className="muted">{say('notApproved')}</p>
    </Card>
  );
}

type MemberProps = Readonly<{ thing: Omit<ApproachProps, 'isOnOffer'>; me: Me }>;

function ForMember({ thing, me }: MemberProps) {
  const say = useTexts(approachTexts);
  const [choosing, asking] = [useOpen(), useOpen()];
  const { kind, id, owner } = thing;
  const mayTrade = trades(me) && !isCentre(me);
  const mayShowInterest = mayTrade && me.organisation?.memberRole !== 'reviewer';
  const query = { box: 'asked', kind, thingId: id, limit: 1 } as const;
  const question = useQuery(read('questions.list', { query })).data?.items[0];
  const isAsked = question?.state === 'asked' || question?.state === 'answered';
  return (
    <Card>
      <div className="row">
        {mayShowInterest && (
          <Button
            type="primary"
            aria-expanded={choosing.isOpen}
            onClick={() => (choosing.isOpen ? choosing.close() : choosing.open())}
          >
            {say('interest')}
          </Button>
        )}
        {!isAsked && (
          <Button aria-expanded={asking.isOpen} onClick={() => (asking.isOpen ? asking.close() : asking.open())}>
            {say('ask')}
          </Button>
        )}
        {question && (
          <span className="row">
            <Link to={paths.question(question.id)}>{say('question.open')}</Link>
            <QuestionTag state={question.state} />
          </span>
        )}
      </div>
      {mayTrade ? (
        <Standing thing={thing} otherwise={say(mayShowInterest ? `lead.${kind}` : 'ofColleague')} />
      ) : (
        <p className="muted small">{say('lead.ask')}</p>
      )}
      {choosing.isOpen && <InterestPanel thing={thing} me={me} />}
      {asking.isOpen && !isAsked && (
        <AskForm thing={thing} isAnonymous={owner === null} userId={me.userId} onDone={asking.close} />
      )}
    </Card>
  );
}

/** What came of earlier interest of the own organisation in the thing. */
function Standing({ thing, otherwise }: Readonly<{ thing: Approached; otherwise: string }>) {
  const say = useTexts(approachTexts);
  const { kind, id } = thing;
  const query = { ...(kind === 'patent' ? { patentId: id } : { needId: id }), limit: 10 };
  const items = useQuery(read('matches.mine', { query })).data?.items ?? [];
  const begun = items.flatMap((match) => {
    const standing = standingOf(match);
    return standing === 'mine' || standing === 'theirs' || standing === 'mutual' ? [{ match, standing }] : [];
  });
  if (begun.length === 0) return <p className="muted small">{otherwise}</p>;
  return (
    <ul>
      {begun.map(({ match, standing }) => (
        <li key={match.id} className="row">
          <span>
            {say(`standing.${standing}`, { title: chosenFor(kind, match).title, date: match.deadline?.lastDay ?? '' })}
          </span>
          {match.dealId && <Link to={paths.deal(match.dealId)}>{say('room')}</Link>}
        </li>
      ))}
    </ul>
  );
}
