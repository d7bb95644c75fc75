import { useEffect } from 'react';
import { Link } from 'react-router';
import { Empty } from '../../components/empty.tsx';
import { More } from '../../components/more.tsx';
import { Card, Page } from '../../components/page.tsx';
import { ShownList } from '../../components/shown.tsx';
import { Tag } from '../../components/tag.tsx';
import { WatchButton } from '../../components/watch-button.tsx';
import { call } from '../../lib/api.ts';
import { commonTexts } from '../../lib/common.texts.ts';
import { formatAgo } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { useList } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { watchesTexts } from './watches.texts.ts';

/** The things the user watches; opening the list marks its news as seen. */
export function Component() {
  const say = useTexts(watchesTexts);
  const common = useTexts(commonTexts);
  const list = useList('watches.list', { query: { limit: 50 } });
  const hasNews = list.items.some(({ isNew }) => isNew);
  useEffect(() => {
    // the marks stay until the list is loaded again; a failure is not reported
    if (hasNews) void call('watches.see', {}).catch(() => undefined);
  }, [hasNews]);
  return (
    <Page title={say('title')} lead={say('lead')}>
      <ShownList
        list={list}
        empty={
          <Empty
            title={say('emptyTitle')}
            text={say('emptyText')}
            action={
              <div className="row">
                <Link to={paths.patents()}>{common('lookAtPatents')}</Link>
                <Link to={paths.needs()}>{common('lookAtNeeds')}</Link>
              </div>
            }
          />
        }
      >
        <Card>
          <ul>
            {list.items.map(({ kind, id, title, isVisible, since, changedAt, isNew }) => (
              <li key={id} className="item">
                <div className="row row-top">
                  <div className="grow">
                    <span className="row">
                      {isVisible ? (
                        <Link className="item-title" to={paths[kind](id)}>
                          {title}
                        </Link>
                      ) : (
                        <span className="item-title">{title ?? say(`kind.${kind}`)}</span>
                      )}
                      <Tag tone={kind === 'patent' ? 'supply' : 'demand'}>{say(`kind.${kind}`)}</Tag>
                      {isNew && <Tag tone="wait">{say('isNew')}</Tag>}
                    </span>
                    <span className="muted small">
                      {!isVisible && `${say('gone')} · `}
                      {changedAt
                        ? say('changed', { when: formatAgo(changedAt) })
                        : say('since', { when: formatAgo(since) })}
                    </span>
                  </div>
                  <WatchButton kind={kind} thingId={id} title={title ?? say(`kind.${kind}`)} />
                </div>
              </li>
            ))}
          </ul>
          <More list={list} />
        </Card>
      </ShownList>
    </Page>
  );
}
