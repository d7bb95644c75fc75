import { Link } from 'react-router';
import { More } from '../../components/more.tsx';
import { Card, Page } from '../../components/page.tsx';
import { ShownList } from '../../components/shown.tsx';
import { formatCount, formatInstant } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { useList } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { DropCard } from './drop-card.tsx';
import { ImportTag } from './import-tag.tsx';
import { importsTexts } from './imports.texts.ts';

/** Starts an import, and lists earlier ones. */
export function Component() {
  const say = useTexts(importsTexts);
  const list = useList('imports.list', { query: { limit: 20 } });
  return (
    <Page title={say('title')} lead={say('lead')}>
      <DropCard />
      <Card title={say('history')}>
        <ShownList list={list} empty={<p className="muted">{say('historyEmpty')}</p>}>
          <ul>
            {list.items.map(({ id, fileName, subject, state, createdAt, preview }) => (
              <li key={id} className="item">
                <div className="row">
                  <Link className="item-title" to={paths.import(id)}>
                    {fileName}
                  </Link>
                  <ImportTag state={state} />
                  <span className="muted small">
                    {say(`subject.${subject}`)} · {say('count.rows')} {formatCount(preview.rows)} ·{' '}
                    {formatInstant(createdAt)}
                  </span>
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
