import { Link, useParams } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { Card, Page } from '../../components/page.tsx';
import { Shown } from '../../components/shown.tsx';
import { Tag } from '../../components/tag.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { read } from '../../lib/query.ts';
import { useMe } from '../../lib/session.ts';
import { useTexts } from '../../lib/texts.ts';
import { budgetText, type Need } from './need.ts';
import { NeedSteps, NeedTag } from './need-steps.tsx';
import { needsTexts } from './needs.texts.ts';

/** The page of one need. */
export function Component() {
  const { needId = '' } = useParams();
  const query = useQuery(read('needs.need', { params: { needId } }));
  return <Shown query={query}>{(need) => <NeedPage need={need} />}</Shown>;
}

function NeedPage({ need }: Readonly<{ need: Need }>) {
  const say = useTexts(needsTexts);
  const common = useTexts(commonTexts);
  const me = useMe();
  const isOurs = need.organisation !== null && me?.organisation?.id === need.organisation.id;
  const seesMatches = isOurs || me?.organisation?.kind === 'centre';
  return (
    <Page
      title={need.title}
      lead={
        <span className="row">
          <NeedTag state={need.state} />
          {need.organisation ? (
            <Link to={`/organisations/${need.organisation.id}`}>
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
            {need.confirmBy && <span className="muted small">{say('page.confirmBy', { date: need.confirmBy })}</span>}
          </div>
        </Card>
      )}
      <div className="split">
        <Card title={say('page.description')}>
          <p className="prose">{need.description}</p>
        </Card>
        <div className="stack">
          <Card title={seesMatches ? say('page.matches') : say('page.haveOne')}>
            <p className="muted">{seesMatches ? say('page.matchesText') : say('page.haveOneText')}</p>
            <div>
              <Link className="button" to={seesMatches ? `/needs/${need.id}/matches` : '/my-patents'}>
                {seesMatches ? say('page.matchesOpen') : say('page.haveOneOpen')}
              </Link>
            </div>
          </Card>
          <Card title={say('page.conditions')}>
            <ul className="stack-tight">
              <li>{budgetText(need, say)}</li>
              {need.minimumMaturity !== null && <li>{say('trl', { level: need.minimumMaturity })}</li>}
              {need.wantedBy && <li>{say('wantedBy', { date: need.wantedBy })}</li>}
              {need.routes.length > 0 && <li>{need.routes.map((route) => common(`dealRoute.${route}`)).join('、')}</li>}
              {need.region && <li>{need.region}</li>}
              {need.ipc.length > 0 && <li>{need.ipc.join(' · ')}</li>}
              {need.keywords.length > 0 && <li>{need.keywords.join('、')}</li>}
            </ul>
          </Card>
        </div>
      </div>
    </Page>
  );
}
