import { Button } from 'antd';
import { More } from '../../components/more.tsx';
import { Card, Page } from '../../components/page.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { ShownList } from '../../components/shown.tsx';
import { Tag, type Tone } from '../../components/tag.tsx';
import { useCommand } from '../../lib/command.ts';
import { formatInstant } from '../../lib/format.ts';
import { currentLanguage } from '../../lib/language.ts';
import { useList } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { jobNames } from './job-names.ts';
import { jobsTexts } from './jobs.texts.ts';

const tones = { waiting: 'plain', running: 'supply', parked: 'bad' } as const satisfies Record<string, Tone>;

/** What the installation does in the background, for its administrator, who may stop what burdens it. */
export function Component() {
  const say = useTexts(jobsTexts);
  const list = useList('jobs.list', { query: { limit: 50 } });
  const cancel = useCommand('jobs.cancel');
  return (
    <Page title={say('title')} lead={say('lead')}>
      <Card>
        <ProblemNote error={cancel.error} />
        <ShownList list={list} empty={<p className="muted">{say('none')}</p>}>
          <ul>
            {list.items.map(({ id, kind, organisation, state, dueAt, tries, allowed }) => (
              <li key={id} className="item">
                <div className="row">
                  <span className="item-title">{jobNames[kind]?.[currentLanguage()] ?? kind}</span>
                  <Tag tone={tones[state]}>{say(`state.${state}`)}</Tag>
                  <span className="muted small grow">
                    {organisation?.name ?? say('own')} · {say('due', { when: formatInstant(dueAt) })}
                    {tries > 1 && ` · ${say('tries', { count: tries })}`}
                  </span>
                  {allowed.includes('cancel') && (
                    <Button
                      aria-label={say('cancelOf', { id })}
                      loading={cancel.isPending}
                      onClick={() => cancel.mutate({ params: { jobId: id }, body: {} })}
                    >
                      {say('cancel')}
                    </Button>
                  )}
                </div>
              </li>
            ))}
          </ul>
        </ShownList>
        <More list={list} />
      </Card>
    </Page>
  );
}
