import { Link } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { Empty } from '../../components/empty.tsx';
import { Amount } from '../../components/money.tsx';
import { Card } from '../../components/page.tsx';
import { Shown } from '../../components/shown.tsx';
import { Tag } from '../../components/tag.tsx';
import { formatList } from '../../lib/format.ts';
import { commonTexts } from '../../lib/common.texts.ts';
import { paths } from '../../lib/paths.ts';
import { read } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { homeTexts } from './home.texts.ts';

type Route = 'equity' | 'financing';

/** The newest patents, for users who look for projects to fund; `only` limits them to these routes. */
export function NewProjects({ only = [] }: Readonly<{ only?: readonly Route[] }>) {
  const say = useTexts(homeTexts);
  const common = useTexts(commonTexts);
  const query = useQuery(read('search.patents', { query: { limit: 8, sort: 'newest', route: [...only] } }));
  const all = paths.patents({ sort: 'newest', route: only });
  return (
    <Card title={only.length ? say('projectsTitle') : say('newPatents')} aside={<Link to={all}>{say('seeAll')}</Link>}>
      <Shown query={query}>
        {({ items }) =>
          items.length ? (
            <ul>
              {items.map(({ id, title, holders, maturity, askingPrice, routes }) => (
                <li key={id} className="item">
                  <span className="row">
                    <Link className="item-title" to={paths.patent(id)}>
                      {title}
                    </Link>
                    {routes
                      .filter((route) => only.some((one) => one === route))
                      .map((route) => (
                        <Tag key={route} tone="supply">
                          {common(`dealRoute.${route}`)}
                        </Tag>
                      ))}
                  </span>
                  <span className="muted small found-facts">
                    <span>{formatList(holders)}</span>
                    {maturity !== null && <span>{say('maturity', { level: maturity })}</span>}
                    {askingPrice && <Amount money={askingPrice} />}
                  </span>
                </li>
              ))}
            </ul>
          ) : (
            <Empty
              title={only.length ? say('projectsNone') : say('nothingYet')}
              action={<Link to={paths.patents()}>{common('lookAtPatents')}</Link>}
            />
          )
        }
      </Shown>
    </Card>
  );
}
