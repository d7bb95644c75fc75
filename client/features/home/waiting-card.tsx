import { Link } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { Empty } from '../../components/empty.tsx';
import { Card } from '../../components/page.tsx';
import { Shown } from '../../components/shown.tsx';
import { TaskItem } from '../../components/task-item.tsx';
import { paths } from '../../lib/paths.ts';
import { read } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { homeTexts } from './home.texts.ts';

/** What waits for the user's organisation; asked anew at each visit, for much of it comes from others. */
export const useWaiting = () =>
  useQuery({ ...read('inbox.mine', { query: { limit: 100 } }), refetchOnMount: 'always' });

const first = 8;

/** What waits for the user's organisation first: what to do in a sentence, with whom, until when. All of it is in the inbox. */
export function Waiting() {
  const say = useTexts(homeTexts);
  const query = useWaiting();
  // a centre is asked at the top of the page, where it answers
  const tasks = query.data?.items.filter(({ what }) => !what.endsWith('.join')) ?? [];
  return (
    <Card title={say('waitsTitle')} {...(tasks.length > 0 ? { tone: 'mine' as const } : {})}>
      <Shown query={query}>
        {() =>
          tasks.length > 0 ? (
            <>
              <ul>
                {tasks.slice(0, first).map((task) => (
                  <TaskItem key={task.id} task={task} />
                ))}
              </ul>
              <Link to={paths.inbox()}>{say('waitsAll')}</Link>
            </>
          ) : (
            <Empty title={say('waitsNone')} text={say('waitsNoneText')} />
          )
        }
      </Shown>
    </Card>
  );
}
