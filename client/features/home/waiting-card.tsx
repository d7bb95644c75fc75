import { useState } from 'react';
import { Link } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { Output } from '../../../server/api/operations.ts';
import { Empty } from '../../components/empty.tsx';
import { Card } from '../../components/page.tsx';
import { Shown } from '../../components/shown.tsx';
import { Tag } from '../../components/tag.tsx';
import { formatList, todayInShanghai } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { read } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { homeTexts } from './home.texts.ts';

type Task = Output<'inbox.mine'>['items'][number];

/** What waits for the user's organisation; asked anew at each visit, for much of it comes from others. */
export const useWaiting = () =>
  useQuery({ ...read('inbox.mine', { query: { limit: 100 } }), refetchOnMount: 'always', refetchInterval: 30_000 });

/** Where a task is done. */
function addressOf({ what, thing }: Task): string {
  switch (thing?.kind) {
    case 'deal':
      return paths.deal(thing.id);
    case 'contract':
      return paths.contract(thing.id);
    case 'import':
      return paths.import(thing.id);
    case 'question':
      return paths.question(thing.id);
    case 'match':
      return paths.matches({ show: 'mine' });
    default:
      break;
  }
  if (what === 'organisation.decide') return paths.organisations();
  return what.startsWith('patent.') ? paths.myPatents() : paths.myNeeds();
}

const first = 8;

/** Everything that waits for the user's organisation: what to do in a sentence, with whom, until when. */
export function Waiting() {
  const say = useTexts(homeTexts);
  const query = useWaiting();
  const [isWhole, setIsWhole] = useState(false);
  // a centre is asked at the top of the page, where it answers
  const tasks = query.data?.items.filter(({ what }) => !what.endsWith('.join')) ?? [];
  return (
    <Card title={say('waitsTitle')} {...(tasks.length > 0 ? { tone: 'mine' as const } : {})}>
      <Shown query={query}>
        {() =>
          tasks.length > 0 ? (
            <>
              <ul>
                {(isWhole ? tasks : tasks.slice(0, first)).map((task) => (
                  <Line key={task.id} task={task} />
                ))}
              </ul>
              {tasks.length > first && !isWhole && (
                <Button onClick={() => setIsWhole(true)}>{say('waitsAll', { count: tasks.length })}</Button>
              )}
            </>
          ) : (
            <Empty title={say('waitsNone')} text={say('waitsNoneText')} />
          )
        }
      </Shown>
    </Card>
  );
}

function Line({ task }: Readonly<{ task: Task }>) {
  const say = useTexts(homeTexts);
  const { text, title, others, due, mayDo } = task;
  const isLate = due !== null && due < todayInShanghai();
  return (
    <li className="item">
      <span className="row">
        <Link className="item-title" to={addressOf(task)}>
          {text}
        </Link>
        {due && <Tag tone={isLate ? 'bad' : 'plain'}>{say(isLate ? 'dueOver' : 'dueUntil', { date: due })}</Tag>}
      </span>
      <span className="muted small">
        {[title, others.length > 0 && say('dealWith', { name: formatList(others) }), !mayDo && say('ofColleague')]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </li>
  );
}
