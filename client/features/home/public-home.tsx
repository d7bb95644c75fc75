import { type ReactNode, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { Empty } from '../../components/empty.tsx';
import { Icon } from '../../components/icon.tsx';
import { Card, Page } from '../../components/page.tsx';
import { Shown } from '../../components/shown.tsx';
import { Tag } from '../../components/tag.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { paths } from '../../lib/paths.ts';
import { read } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { Banner } from './banner.tsx';
import { DoneTiles } from './done-tiles.tsx';
import { homeTexts } from './home.texts.ts';
import { IndustriesCard } from './industries.tsx';
import './public-home.css';
import { NeedCard, PatentCard } from './thing-cards.tsx';

const steps = [
  ['list', 'import'],
  ['need', 'need'],
  ['match', 'match'],
  ['deal', 'contract'],
] as const;

/**
 * The home page of a visitor: what the exchange is and did, what is wanted and offered in which industry, the newest of
 * both, and how it works. All of it comes in one read.
 */
export function PublicHome() {
  const say = useTexts(homeTexts);
  const query = useQuery(read('overview.get'));
  return (
    <Page
      title={say('publicTitle')}
      lead={say('publicLead')}
      actions={
        <>
          <Link className="button" to={paths.signIn()}>
            {say('enter')}
          </Link>
          <Link className="button button-plain" to={paths.register()}>
            {say('join')}
          </Link>
        </>
      }
      banner={<Banner industries={query.data?.industries} />}
    >
      <SearchDoor />
      <Shown query={query} skeleton={<Skeleton lines={24} height={1400} />}>
        {(overview) => (
          <>
            <DoneTiles overview={overview} />
            <IndustriesCard industries={overview.industries} />
            <div className="halves">
              <Card
                title={
                  <span className="row">
                    {say('newNeeds')}
                    {overview.needsThisWeek > 0 && (
                      <Tag tone="demand">{say('thisWeek', { count: overview.needsThisWeek })}</Tag>
                    )}
                  </span>
                }
                aside={<Link to={paths.needs({ sort: 'newest' })}>{say('seeAll')}</Link>}
              >
                <Things none={<Link to={paths.newNeed()}>{say('firstNeed')}</Link>}>
                  {overview.newNeeds?.map((need) => (
                    <NeedCard key={need.id} need={need} />
                  ))}
                </Things>
              </Card>
              <Card
                title={say('newPatents')}
                aside={<Link to={paths.patents({ sort: 'newest' })}>{say('seeAll')}</Link>}
              >
                <Things none={<Link to={paths.register()}>{say('firstPatent')}</Link>}>
                  {overview.newPatents?.map((patent) => (
                    <PatentCard key={patent.id} patent={patent} />
                  ))}
                </Things>
              </Card>
            </div>
          </>
        )}
      </Shown>
      <ol className="tiles how">
        {steps.map(([step, icon], index) => (
          <li key={step} className="tile how-step">
            <span className="mark">
              <Icon name={icon} size={22} />
            </span>
            <h2>{`${index + 1}. ${say(`steps.${step}.title`)}`}</h2>
            <p className="muted">{say(`steps.${step}.text`)}</p>
          </li>
        ))}
      </ol>
    </Page>
  );
}

/** Cards in a list, or what to do first where there are none; quietly nothing while the search, which knows them, is away. */
function Things({ none, children }: Readonly<{ none: ReactNode; children: readonly ReactNode[] | undefined }>) {
  const say = useTexts(homeTexts);
  if (!children) return <p className="muted">{say('newestAway')}</p>;
  return children.length > 0 ? (
    <ul className="things">{children}</ul>
  ) : (
    <Empty title={say('nothingYet')} action={none} />
  );
}

function SearchDoor() {
  const say = useTexts(homeTexts);
  const navigate = useNavigate();
  const [text, setText] = useState('');
  return (
    <form
      role="search"
      className="row search"
      onSubmit={(event) => {
        event.preventDefault();
        void navigate(paths.patents({ text }));
      }}
    >
      <Input
        className="grow"
        size="large"
        type="search"
        aria-label={say('search')}
        placeholder={say('search')}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <Button size="large" type="primary" htmlType="submit">
        {say('find')}
      </Button>
    </form>
  );
}
