import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import type { Output } from '../../../server/api/operations.ts';
import { Empty } from '../../components/empty.tsx';
import { More } from '../../components/more.tsx';
import { Card } from '../../components/page.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { ShownList } from '../../components/shown.tsx';
import { call } from '../../lib/api.ts';
import { formatAgo } from '../../lib/format.ts';
import { placeOf } from '../../lib/inbox.ts';
import { forget, useList } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { inboxTexts } from './inbox.texts.ts';
import { ItemActions, useMarks } from './item-actions.tsx';

type Notice = Output<'inbox.notices'>['items'][number];

/** What happened lately, with what the user has not read marked. */
export function NoticesCard() {
  const say = useTexts(inboxTexts);
  const list = useList('inbox.notices', { query: { limit: 50 } });
  const latest = list.items[0]?.at;
  const readAll = useMutation({
    mutationFn: (upTo: string) => call('inbox.readAll', { body: { upTo } }),
    onSuccess: () => forget(['inbox']),
  });
  const all = latest && list.items.some(({ isRead }) => !isRead) && (
    <Button size="small" loading={readAll.isPending} onClick={() => readAll.mutate(latest)}>
      {say('readAll')}
    </Button>
  );
  return (
    <Card title={say('news')} aside={all}>
      <ProblemNote error={readAll.error} />
      <ShownList list={list} empty={<Empty title={say('newsNone')} text={say('newsNoneText')} />}>
        <ul>
          {list.items.map((notice) => (
            <NoticeItem key={notice.id} notice={notice} />
          ))}
        </ul>
        <More list={list} />
      </ShownList>
    </Card>
  );
}

function NoticeItem({ notice }: Readonly<{ notice: Notice }>) {
  const say = useTexts(inboxTexts);
  const marks = useMarks();
  const { id, kind, text, thing, title, at, isRead } = notice;
  const name = title ? `${text} · ${title}` : text;
  return (
    <li className={isRead ? 'item' : 'item item-new'}>
      <span className="row">
        <Link
          className="item-title"
          to={placeOf(kind, thing)}
          data-open
          onClick={() => marks.mark.mutate({ items: [id], isRead: true })}
        >
          {text}
        </Link>
        <span className="grow" />
        <ItemActions {...{ id, text: name, kind, thing, isRead, marks }} />
      </span>
      <span className="muted small">
        {[title ?? (thing && say('gone')), formatAgo(at), !isRead && say('unread')].filter(Boolean).join(' · ')}
      </span>
      <ProblemNote error={marks.mark.error ?? marks.mute.error} />
    </li>
  );
}
