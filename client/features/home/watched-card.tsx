import { Link } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { Card } from '../../components/page.tsx';
import { Tag } from '../../components/tag.tsx';
import { formatAgo } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { read } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { homeTexts } from './home.texts.ts';

/** The latest changes among watched things; hidden when nothing is watched. */
export function Watched() {
  const say = useTexts(homeTexts);
  const { data } = useQuery(read('watches.list', { query: { limit: 5 } }));
  if (!data?.items.length) return null;
  return (
    <Card title={say('watchTitle')} aside={<Link to={paths.watches()}>{say('watchAll')}</Link>}>
      <ul>
        {data.items.map(({ kind, id, title, isVisible, changedAt, isNew }) => (
          <li key={id} className="item">
            <span className="row row-top">
              <Link className="grow" to={isVisible ? paths[kind](id) : paths.watches()}>
                {title ?? say('watchHidden')}
              </Link>
              {isNew && <Tag tone="wait">{say('watchNew')}</Tag>}
            </span>
            {changedAt && <span className="muted small">{say('watchChanged', { when: formatAgo(changedAt) })}</span>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
