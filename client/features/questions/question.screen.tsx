import { Link, useParams } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { InterestPanel } from '../../components/interest-panel.tsx';
import { Card, Page } from '../../components/page.tsx';
import { QuestionTag } from '../../components/question-tag.tsx';
import { Shown } from '../../components/shown.tsx';
import { PageSkeleton } from '../../components/skeleton.tsx';
import { Tag } from '../../components/tag.tsx';
import '../../components/talk.css';
import { TermNote } from '../../components/term-note.tsx';
import { TimelineCard } from '../../components/timeline-card.tsx';
import { call } from '../../lib/api.ts';
import { formatInstant } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { forget, read, useList } from '../../lib/query.ts';
import { useMe } from '../../lib/session.ts';
import { useStream } from '../../lib/socket.ts';
import { useTexts } from '../../lib/texts.ts';
import { useBeforeEyes } from '../../lib/use-before-eyes.ts';
import { isCentre, trades } from '../../lib/viewer.ts';
import { courseOf, otherOf, type Question } from './question.ts';
import { QuestionSteps } from './question-steps.tsx';
import { questionsTexts } from './questions.texts.ts';

/** One question: what was said, what is due when, and the step on to a match. */
export function Component() {
  const { questionId = '' } = useParams();
  // that the other side has read it is a mark without an event, so it is asked for
  const query = useQuery({ ...read('questions.get', { params: { questionId } }), refetchInterval: 30_000 });
  useStream(query.data ? `question:${questionId}` : null);
  return (
    <Shown query={query} skeleton={<PageSkeleton />}>
      {(question) => <QuestionPage question={question} />}
    </Shown>
  );
}

function QuestionPage({ question }: Readonly<{ question: Question }>) {
  const say = useTexts(questionsTexts);
  const { id, version, kind, thing, state, deadline } = question;
  useBeforeEyes(version, () => {
    // marks nothing for whoever said the latest word; what could not be said is said at the next look
    call('questions.see', { params: { questionId: id }, body: { version } }).then(
      () => forget(['inbox']),
      () => undefined,
    );
  });
  return (
    <Page
      title={say('page.title', { thing: thing.title })}
      lead={
        <span className="row">
          <QuestionTag state={state} />
          <Tag tone={kind === 'patent' ? 'supply' : 'demand'}>{say(`kind.${kind}`)}</Tag>
          {thing.isVisible ? <Link to={paths[kind](thing.id)}>{say(`open.${kind}`)}</Link> : <span>{say('gone')}</span>}
          <span>{otherOf(question, say)}</span>
        </span>
      }
    >
      <div className="split">
        <div className="stack">
          <Card title={say('page.talk')} {...(question.allowed.includes('answer') ? { tone: 'mine' as const } : {})}>
            <p className="muted small" role="status">
              {courseOf(question, say).join(' · ')}
            </p>
            {deadline && <TermNote term={deadline} />}
            <Words question={question} />
            <QuestionSteps question={question} />
          </Card>
          <Onward question={question} />
        </div>
        <div className="stack">
          <Matches question={question} />
          <History questionId={id} />
        </div>
      </div>
    </Page>
  );
}

function Words({ question }: Readonly<{ question: Question }>) {
  const say = useTexts(questionsTexts);
  const { words, myRole, other } = question;
  const nameOf = (role: Question['myRole']) => (role === myRole ? say('page.mine') : (other?.name ?? say('hidden')));
  return (
    <div className="talk talk-whole" role="log" aria-label={say('page.talk')}>
      {words.map(({ seq, role, text, at, seenAt }) => (
        <div key={seq} className={role === myRole ? 'say say-mine' : 'say'}>
          <span className="muted small">
            {nameOf(role)} · {say(`page.${role}`)} · {formatInstant(at)}
            {role === myRole && seenAt && ` · ${say('seenAt', { time: formatInstant(seenAt) })}`}
          </span>
          <p>{text}</p>
        </div>
      ))}
    </div>
  );
}

/** Interest in what the question is about: with something of one's own, or with something of whoever asks. */
function Onward({ question }: Readonly<{ question: Question }>) {
  const say = useTexts(questionsTexts);
  const me = useMe();
  const { kind, thing, myRole, other } = question;
  const mayShowInterest = trades(me) && !isCentre(me) && me?.organisation?.memberRole !== 'reviewer';
  if (!me || !mayShowInterest || !thing.isVisible || (myRole === 'owner' && !other)) return null;
  return (
    <Card title={say('onward.title')}>
      <InterestPanel thing={{ kind, id: thing.id }} me={me} {...(myRole === 'owner' && other ? { of: other } : {})} />
    </Card>
  );
}

function Matches({ question: { matches } }: Readonly<{ question: Question }>) {
  const say = useTexts(questionsTexts);
  return (
    <Card title={say('matches')}>
      {matches.length === 0 && <p className="muted">{say('onward.none')}</p>}
      <ul>
        {matches.map(({ id, state, need, patent, dealId }) => (
          <li key={id} className="item">
            <span>{say('matchLine', { need: need.title, patent: patent.title })}</span>
            <span className="row">
              <Tag tone={state === 'mutual' ? 'good' : 'plain'}>{say(`matchState.${state}`)}</Tag>
              {dealId ? (
                <Link to={paths.deal(dealId)}>{say('room')}</Link>
              ) : (
                <Link to={paths.matches({ show: 'mine', patent: patent.id })}>{say('toMatch')}</Link>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function History({ questionId }: Readonly<{ questionId: string }>) {
  const say = useTexts(questionsTexts);
  const list = useList('questions.timeline', { params: { questionId }, query: { limit: 100 } });
  return <TimelineCard list={list} titleOf={({ type }) => say(`event.${type}`)} />;
}
