import { useState } from 'react';
import { Link } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { Checkbox, Select } from 'antd';
import { ownPatentSorts } from '../../../server/domain/own-sorts.ts';
import { listingStates } from '../../../server/domain/patents/listing-process.ts';
import { Empty } from '../../components/empty.tsx';
import { Page } from '../../components/page.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { ShownList } from '../../components/shown.tsx';
import { VirtualList } from '../../components/virtual-list.tsx';
import { formatCount } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { read, useList } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { useFilters } from '../../lib/use-filters.ts';
import { ManySteps } from './many-steps.tsx';
import { lifeLeft, type Patent } from './patent.ts';
import { PatentSteps, PatentTag } from './patent-steps.tsx';
import { patentsTexts } from './patents.texts.ts';

/** All patents of the organisation in any state, with their next steps, for one or many at once. */
export function Component() {
  const say = useTexts(patentsTexts);
  const { one, set, clear, isEmpty } = useFilters();
  const state = listingStates.find((name) => name === one('state'));
  const sort = ownPatentSorts.find((name) => name === one('sort')) ?? 'latest';
  const list = useList(
    'patents.mine',
    { query: { limit: 100, state, sort, text: one('text') || undefined } },
    { keep: true },
  );
  const counts = useQuery(read('patents.counts'));
  const [chosen, setChosen] = useState<ReadonlyMap<string, Patent>>(new Map());
  const choose = (patent: Patent, isChosen: boolean) => {
    const next = new Map(chosen);
    if (isChosen) next.set(patent.id, patent);
    else next.delete(patent.id);
    setChosen(next);
  };
  // read from the list, because a step may have changed a chosen patent
  const selection = list.items.filter(({ id }) => chosen.has(id));
  const total = counts.data?.states.reduce((sum, { count }) => sum + count, 0);
  const toImport = (
    <>
      <Link className="button" to={paths.newPatent()}>
        {say('new.title')}
      </Link>
      <Link className="button button-plain" to={paths.imports()}>
        {say('mine.import')}
      </Link>
    </>
  );
  const toAll = (
    <button type="button" className="link-button" onClick={clear}>
      {say('find.clear')}
    </button>
  );
  return (
    <Page wide title={say('mine.title')} lead={say('mine.lead')} actions={toImport}>
      <SearchBox
        label={say('mine.box')}
        value={one('text')}
        onChange={(text) => set('text', text)}
        aside={
          <>
            <Select
              aria-label={say('find.sort')}
              size="large"
              value={sort}
              onChange={(name) => set('sort', name)}
              options={ownPatentSorts.map((name) => ({ value: name, label: say(`mine.sort.${name}`) }))}
            />
            <Select
              aria-label={say('mine.state')}
              size="large"
              style={{ minWidth: 190 }}
              value={state ?? ''}
              onChange={(name) => set('state', name)}
              options={[
                {
                  value: '',
                  label: say('mine.stateCount', { state: say('mine.all'), count: formatCount(total ?? 0) }),
                },
                ...(counts.data?.states ?? []).map(({ state: name, count }) => ({
                  value: name,
                  label: say('mine.stateCount', { state: say(`state.${name}`), count: formatCount(count) }),
                })),
              ]}
            />
          </>
        }
      />
      <ShownList
        list={list}
        empty={
          isEmpty ? (
            <Empty title={say('mine.emptyTitle')} text={say('mine.emptyText')} action={toImport} />
          ) : (
            <Empty title={say('mine.noneTitle')} action={toAll} />
          )
        }
      >
        <div className="stack-tight">
          <ManySteps
            shown={list.items}
            selection={selection}
            onChoose={(patents) => setChosen(new Map(patents.map((patent) => [patent.id, patent])))}
          />
          <VirtualList list={list} estimate={84}>
            {(patent) => (
              <MyPatent patent={patent} isChosen={chosen.has(patent.id)} onChoose={(is) => choose(patent, is)} />
            )}
          </VirtualList>
        </div>
      </ShownList>
    </Page>
  );
}

type MyPatentProps = Readonly<{ patent: Patent; isChosen: boolean; onChoose: (isChosen: boolean) => void }>;

function MyPatent({ patent, isChosen, onChoose }: MyPatentProps) {
  const say = useTexts(patentsTexts);
  return (
    <article className={isChosen ? 'found found-mine found-chosen' : 'found found-mine'}>
      <Checkbox
        aria-label={say('mine.choose', { title: patent.title })}
        checked={isChosen}
        onChange={({ target }) => onChoose(target.checked)}
      />
      <div className="grow">
        <div className="row">
          <Link className="item-title" to={paths.patent(patent.id)}>
            {patent.title}
          </Link>
          <PatentTag state={patent.state} />
        </div>
        <p className="muted small found-facts">
          {(patent.applicationNumber ?? patent.publicationNumber) && (
            <span>{patent.applicationNumber ?? patent.publicationNumber}</span>
          )}
          {patent.ipc[0] && <span>{patent.ipc[0]}</span>}
          {patent.term && <span>{lifeLeft({ ...patent.term, legalStatus: patent.legalStatus }, say)}</span>}
          {patent.holder === 'other' && <span>{say('page.holderOther')}</span>}
        </p>
      </div>
      <div className="row">
        <Link className="found-link" to={paths.patentMatches(patent.id)}>
          {say('mine.matches')}
        </Link>
        <PatentSteps patent={patent} size="small" />
      </div>
    </article>
  );
}
