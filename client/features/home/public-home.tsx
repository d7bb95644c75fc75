import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { Card, Page } from '../../components/page.tsx';
import { Shown } from '../../components/shown.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { formatList } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { read } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { homeTexts } from './home.texts.ts';

const steps = ['list', 'need', 'match', 'deal'] as const;
const shown = 6;

/** The home page of a visitor: how the exchange works, new patents and new needs. */
export function PublicHome() {
  const say = useTexts(homeTexts);
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
    >
      <SearchDoor />
      <ol className="tiles">
        {steps.map((step, index) => (
          <li key={step}>
            <Card title={`${index + 1}. ${say(`steps.${step}.title`)}`}>
              <p className="muted">{say(`steps.${step}.text`)}</p>
            </Card>
          </li>
        ))}
      </ol>
      <div className="halves">
        <NewPatents />
        <NewNeeds />
      </div>
    </Page>
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

function NewPatents() {
  const say = useTexts(homeTexts);
  const query = useQuery(read('search.patents', { query: { limit: shown, sort: 'newest' } }));
  return (
    <Card title={say('newPatents')} aside={<Link to={paths.patents()}>{say('seeAll')}</Link>}>
      <Shown query={query} skeleton={<Skeleton lines={shown} height={320} />}>
        {({ items }) => (
          <ul>
            {items.length === 0 && <li className="muted">{say('nothingYet')}</li>}
            {items.map(({ id, title, holders }) => (
              <li key={id} className="item">
                <Link to={paths.patent(id)}>{title}</Link>
                <span className="muted small">{formatList(holders)}</span>
              </li>
            ))}
          </ul>
        )}
      </Shown>
    </Card>
  );
}

function NewNeeds() {
  const say = useTexts(homeTexts);
  const query = useQuery(read('search.needs', { query: { limit: shown, sort: 'newest' } }));
  return (
    <Card title={say('newNeeds')} aside={<Link to={paths.needs()}>{say('seeAll')}</Link>}>
      <Shown query={query} skeleton={<Skeleton lines={shown} height={320} />}>
        {({ items }) => (
          <ul>
            {items.length === 0 && <li className="muted">{say('nothingYet')}</li>}
            {items.map(({ id, title, company }) => (
              <li key={id} className="item">
                <Link to={paths.need(id)}>{title}</Link>
                <span className="muted small">{company ?? say('hidden')}</span>
              </li>
            ))}
          </ul>
        )}
      </Shown>
    </Card>
  );
}
