import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Output } from '../../server/api/operations.ts';
import { formatList, todayInShanghai } from '../lib/format.ts';
import { placeOf } from '../lib/inbox.ts';
import { useTexts } from '../lib/texts.ts';
import { Tag } from './tag.tsx';
import { taskItemTexts } from './task-item.texts.ts';

export type Task = Output<'inbox.mine'>['items'][number];

/** A task in a list: what to do, of which thing and with whom, until when, and who takes care of it. */
export function TaskItem({
  task,
  isNew = false,
  onOpen,
  children,
}: Readonly<{ task: Task; isNew?: boolean; onOpen?: () => void; children?: ReactNode }>) {
  const say = useTexts(taskItemTexts);
  const { what, text, thing, title, others, due, mayDo, takenBy } = task;
  const isLate = due !== null && due < todayInShanghai();
  return (
    <li className={isNew ? 'item item-new' : 'item'}>
      <span className="row">
        <Link className="item-title" to={placeOf(what, thing)} data-open onClick={onOpen}>
          {text}
        </Link>
        {due && <Tag tone={isLate ? 'bad' : 'plain'}>{say(isLate ? 'dueOver' : 'dueUntil', { date: due })}</Tag>}
        {takenBy && (
          <Tag tone={takenBy.isMe ? 'good' : 'wait'}>
            {takenBy.isMe ? say('takenByMe') : say('takenBy', { name: takenBy.name })}
          </Tag>
        )}
        {children && <span className="grow" />}
        {children}
      </span>
      <span className="muted small">
        {[title, others.length > 0 && say('with', { name: formatList(others) }), !mayDo && say('ofColleague')]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </li>
  );
}
