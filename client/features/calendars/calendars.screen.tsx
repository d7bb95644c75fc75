import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Card, Page } from '../../components/page.tsx';
import { Shown } from '../../components/shown.tsx';
import { Tag } from '../../components/tag.tsx';
import { PlaceName } from '../../components/place-name.tsx';
import { read } from '../../lib/query.ts';
import { useMe } from '../../lib/session.ts';
import { useTexts } from '../../lib/texts.ts';
import type { CalendarYear } from './calendar-year.ts';
import { calendarsTexts } from './calendars.texts.ts';
import { ImportNotice } from './import-notice.tsx';
import { daysText } from './read-days.ts';

/** The calendar years, latest first, each with its notice or marked provisional; administrators enter notices. */
export function Component() {
  const say = useTexts(calendarsTexts);
  const me = useMe();
  const query = useQuery(read('calendars.list'));
  const [entering, setEntering] = useState<number | null>(null);
  const entered = query.data?.items.find(({ year }) => year === entering); // as it is now, others may enter it as well
  return (
    <Page title={say('title')} lead={say('lead')}>
      <Shown query={query}>
        {({ items }) =>
          [...items].reverse().map((year) => (
            <Card
              key={year.year}
              title={
                <>
                  {say('year', { year: year.year })} {year.isProvisional && <Tag tone="wait">{say('provisional')}</Tag>}
                </>
              }
              aside={
                me?.isAdministrator && (
                  <Button
                    size="small"
                    type={year.isProvisional ? 'primary' : 'default'}
                    aria-label={say('importOf', { year: year.year })}
                    onClick={() => setEntering(year.year)}
                  >
                    {year.isProvisional ? say('import') : say('correct')}
                  </Button>
                )
              }
            >
              <Year year={year} />
            </Card>
          ))
        }
      </Shown>
      {entered && <ImportNotice year={entered} onClose={() => setEntering(null)} />}
    </Page>
  );
}

function Year({ year: { notice, daysOff, workdays, local } }: Readonly<{ year: CalendarYear }>) {
  const say = useTexts(calendarsTexts);
  return (
    <dl className="facts">
      <dt>{say('notice')}</dt>
      <dd>
        {notice ? (
          <>
            <a href={notice.url} target="_blank" rel="noreferrer">
              {notice.number}
            </a>{' '}
            <span className="muted small">
              {notice.title} · {say('published', { date: notice.publishedOn })}
            </span>
          </>
        ) : (
          say('noNotice')
        )}
      </dd>
      <dt>{say('daysOff', { count: daysOff.length })}</dt>
      <dd>{daysText(daysOff) || say('none')}</dd>
      <dt>{say('workdays', { count: workdays.length })}</dt>
      <dd>{daysText(workdays) || say('none')}</dd>
      {local.length > 0 && (
        <>
          <dt>{say('local')}</dt>
          <dd>
            {local.map(({ place, date, source }) => (
              <div key={place + date}>
                <PlaceName of={place} /> <span className="amount">{date}</span>{' '}
                <span className="muted small">{source}</span>
              </div>
            ))}
          </dd>
        </>
      )}
    </dl>
  );
}
