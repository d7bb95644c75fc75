import { Link, useParams } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { ApproachCard } from '../../components/approach-card.tsx';
import { BestMatches } from '../../components/best-matches.tsx';
import { isAtRest, NeedAtRest } from '../../components/need-at-rest.tsx';
import { Card, Page } from '../../components/page.tsx';
import { Shown } from '../../components/shown.tsx';
import { Tag } from '../../components/tag.tsx';
import { TermNote } from '../../components/term-note.tsx';
import { type Understood, useUnderstoodText } from '../../components/understood.ts';
import { understoodTexts } from '../../components/understood.texts.ts';
import { WatchButton } from '../../components/watch-button.tsx';
import { formatList } from '../../lib/format.ts';
import { commonTexts } from '../../lib/common.texts.ts';
import { paths } from '../../lib/paths.ts';
import { read } from '../../lib/query.ts';
import { useMe } from '../../lib/session.ts';
import { useTexts } from '../../lib/texts.ts';
import { isCentre } from '../../lib/viewer.ts';
import { useOpen } from '../../lib/use-open.ts';
import { EditNeed } from './edit-need.tsx';
import { budgetAmounts, type Need } from './need.ts';
import { NeedSteps, NeedTag } from './need-steps.tsx';
import { needsTexts } from './needs.texts.ts';

/** The page of one need. */
export function Component() {
  const { needId = '' } = useParams();
  const query = useQuery(read('needs.get', { params: { needId } }));
  return <Shown query={query}>{(need) => <NeedPage need={need} />}</Shown>;
}

function NeedPage({ need }: Readonly<{ need: Need }>) {
  const say = useTexts(needsTexts);
  const me = useMe();
  const editing = useOpen();
  const isOurs = need.organisation !== null && me?.organisation?.id === need.organisation.id;
  const seesMatches = isOurs || isCentre(me);
  return (
    <Page
      title={need.title}
      actions={!isOurs && <WatchButton kind="need" thingId={need.id} title={need.title} />}
      lead={
        <span className="row">
          <NeedTag state={need.state} />
          {need.organisation ? (
            <Link to={paths.organisation(need.organisation.id)}>
              {say('page.by', { name: need.organisation.name })}
            </Link>
          ) : (
            <Tag>{say('hidden')}</Tag>
          )}
        </span>
      }
    >
      {isOurs && need.allowed.length > 0 && (
        <Card>
          <div className="row">
            <NeedSteps need={need} />
            {need.allowed.includes('revise') && !editing.isOpen && (
              <Button onClick={editing.open}>{say('edit.open')}</Button>
            )}
            {need.deadline && (
              <span>
                {say('page.confirmBy', { date: need.deadline.lastDay })} <TermNote term={need.deadline} />
              </span>
            )}
          </div>
        </Card>
      )}
      {!isOurs && <ApproachCard kind="need" id={need.id} owner={need.organisation} isOnOffer={!isAtRest(need.state)} />}
      {editing.isOpen && <EditNeed need={need} onDone={editing.close} />}
      <div className="split">
        <div className="stack">
          <Card title={say('page.description')}>
            <p className="prose">{need.description}</p>
          </Card>
          {isAtRest(need.state) ? (
            <NeedAtRest needId={need.id} state={need.state} />
          ) : (
            seesMatches && <MatchesCard needId={need.id} />
          )}
        </div>
        <div className="stack">
          <Card title={say('page.conditions')}>
            <Conditions need={need} />
          </Card>
        </div>
      </div>
    </Page>
  );
}

/** The conditions that a solution must meet. */
function Conditions({ need }: Readonly<{ need: Need }>) {
  const say = useTexts(needsTexts);
  const common = useTexts(commonTexts);
  const understood = useTexts(understoodTexts);
  const textOf = useUnderstoodText();
  const saidOf = (field: Understood['field']) => {
    const read = need.understood.filter((one) => one.field === field);
    return (
      read.length > 0 &&
      understood('from', { value: formatList(read.map(textOf)), words: formatList(read.map(({ words }) => words)) })
    );
  };
  const facts = {
    budget: budgetAmounts(need) || saidOf('budget') || say('budgetOpen'),
    maturity:
      need.minimumMaturity === null
        ? saidOf('minimumMaturity')
        : understood('trlFrom', { level: need.minimumMaturity }),
    wantedBy: need.wantedBy ?? saidOf('wantedBy'),
    routes: formatList(need.routes.map((route) => common(`dealRoute.${route}`))) || saidOf('routes'),
    region: need.region ?? saidOf('region'),
    industry: need.industry ?? saidOf('industry'),
    ipc: need.ipc.join(' · '),
    keywords: formatList(need.keywords),
  };
  return (
    <dl className="facts">
      {(Object.keys(facts) as (keyof typeof facts)[]).map(
        (name) =>
          facts[name] && (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{understood(`fact.${name}`)}</dt>
              <dd>{facts[name]}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

/** The best matching patents, for viewers who may see the reasons. */
function MatchesCard({ needId }: Readonly<{ needId: string }>) {
  const say = useTexts(needsTexts);
  const matches = useQuery({
    ...read('matches.forNeed', { params: { needId }, query: { limit: 3 } }),
    select: ({ items, floor }) =>
      items
        .filter(({ reasons }) => reasons.score >= floor)
        .map(({ id, patent, reasons: { score } }) => ({
          ...{ id, to: paths.patent(patent.id), title: patent.title, by: patent.organisation.name, score },
        })),
  });
  const all = { to: paths.needMatches(needId), text: say('page.matchesOpen') };
  return <BestMatches title={say('page.matches')} none={say('page.matchesNone')} all={all} query={matches} />;
}
