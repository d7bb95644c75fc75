import { Link } from 'react-router';
import { Segmented, Select } from 'antd';
import { questionStates } from '../../../server/domain/questions/question-process.ts';
import { approachTexts } from '../../components/approach.texts.ts';
import { Empty } from '../../components/empty.tsx';
import { More } from '../../components/more.tsx';
import { Card, Page } from '../../components/page.tsx';
import { QuestionTag } from '../../components/question-tag.tsx';
import { ShownList } from '../../components/shown.tsx';
import { Tag } from '../../components/tag.tsx';
import { paths } from '../../lib/paths.ts';
import { useList } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { useFilters } from '../../lib/use-filters.ts';
import { courseOf, otherOf, type QuestionSummary } from './question.ts';
import { questionsTexts } from './questions.texts.ts';

/** The questions of the user's organisation: those that it asked, or was asked. */
export function Component() {
  const say = useTexts(questionsTexts);
  const nameOf = useTexts(approachTexts);
  const { one, set } = useFilters();
  const box = one('show') === 'received' ? 'received' : 'asked';
  const state = questionStates.find((name) => name === one('state'));
  const list = useList('questions.list', { query: { box, limit: 30, ...(state ? { state } : {}) } });
  const options = [
    { value: '', label: say('anyState') },
    ...questionStates.map((value) => ({ value, label: nameOf(`question.state.${value}`) })),
  ];
  return (
    <Page title={say('title')} lead={say('lead')}>
      <div className="row">
        <div className="grow scroll-x">
          <Segmented
            value={box}
            onChange={(value) => set('show', value)}
            options={(['asked', 'received'] as const).map((value) => ({ value, label: say(`box.${value}`) }))}
          />
        </div>
        <Select
          aria-label={say('state')}
          style={{ minWidth: 150 }}
          value={state ?? ''}
          onChange={(value: string) => set('state', value)}
          options={options}
        />
      </div>
      <ShownList
        list={list}
        empty={
          state ? (
            <Empty title={say('noneSuch')} text="" />
          ) : (
            <Empty title={say(`none.${box}.title`)} text={say(`none.${box}.text`)} />
          )
        }
      >
        <Card>
          <ul>
            {list.items.map((question) => (
              <Line key={question.id} question={question} />
            ))}
          </ul>
          <More list={list} />
        </Card>
      </ShownList>
    </Page>
  );
}

function Line({ question }: Readonly<{ question: QuestionSummary }>) {
  const say = useTexts(questionsTexts);
  const { id, kind, thing, state, text } = question;
  return (
    <li className="item">
      <span className="row">
        <Link className="item-title" to={paths.question(id)}>
          {beginningOf(text)}
        </Link>
        <QuestionTag state={state} />
      </span>
      <span className="row">
        <Tag tone={kind === 'patent' ? 'supply' : 'demand'}>{say(`kind.${kind}`)}</Tag>
        {thing.isVisible ? (
          <Link to={paths[kind](thing.id)}>{thing.title}</Link>
        ) : (
          <span className="muted">
            {thing.title} · {say('gone')}
          </span>
        )}
      </span>
      <span className="muted small">{[otherOf(question, say), ...courseOf(question, say)].join(' · ')}</span>
    </li>
  );
}

const most = 80;
/** A question may be long; its page has the whole of it. */
function beginningOf(text: string): string {
  const letters = [...text];
  return letters.length > most ? `${letters.slice(0, most).join('')}…` : text;
}
