import { Button, Segmented } from 'antd';
import { Empty } from '../../components/empty.tsx';
import { More } from '../../components/more.tsx';
import { Card } from '../../components/page.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { ShownList } from '../../components/shown.tsx';
import { type Task, TaskItem } from '../../components/task-item.tsx';
import { useCommand } from '../../lib/command.ts';
import { useList } from '../../lib/query.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';
import { useFilters } from '../../lib/use-filters.ts';
import { inboxTexts } from './inbox.texts.ts';
import { ItemActions, useMarks } from './item-actions.tsx';

const whose = ['mine', 'organisation'] as const;

/** What waits: for the user, or for anybody of the organisation. */
export function TasksCard() {
  const say = useTexts(inboxTexts);
  const { one, set } = useFilters();
  const shown = whose.find((which) => which === one('show')) ?? 'mine';
  const list = useList('inbox.mine', { query: { whose: shown, limit: 50 } });
  const choice = (
    <Segmented
      value={shown}
      onChange={(show) => set('show', show)}
      options={whose.map((value) => ({ value, label: say(`whose.${value}`) }))}
    />
  );
  return (
    <Card title={say('waits')} aside={choice}>
      <ShownList list={list} empty={<Empty title={say('waitsNone')} text={say('waitsNoneText')} />}>
        <ul>
          {list.items.map((task) => (
            <OwnTask key={task.id} task={task} />
          ))}
        </ul>
        <More list={list} />
      </ShownList>
    </Card>
  );
}

function OwnTask({ task }: Readonly<{ task: Task }>) {
  const say = useTexts(inboxTexts);
  const marks = useMarks();
  const take = useCommand('inbox.take', () => tell(say('taken')));
  const handBack = useCommand('inbox.handBack', () => tell(say('handedBack')));
  const { id, what, text, title, thing, isRead, allowed } = task;
  const request = { params: { taskId: id }, body: {} };
  const name = title ? `${text} · ${title}` : text;
  return (
    <TaskItem task={task} isNew={!isRead} onOpen={() => marks.mark.mutate({ items: [id], isRead: true })}>
      {allowed.includes('take') && (
        <Button
          size="small"
          aria-label={`${say('take')}: ${name}`}
          loading={take.isPending}
          onClick={() => take.mutate(request)}
        >
          {say('take')}
        </Button>
      )}
      {allowed.includes('handBack') && (
        <Button
          size="small"
          aria-label={`${say('handBack')}: ${name}`}
          loading={handBack.isPending}
          onClick={() => handBack.mutate(request)}
        >
          {say('handBack')}
        </Button>
      )}
      <ItemActions {...{ id, text: name, kind: what, thing, isRead, marks }} />
      <ProblemNote error={take.error ?? handBack.error ?? marks.mark.error ?? marks.mute.error} />
    </TaskItem>
  );
}
