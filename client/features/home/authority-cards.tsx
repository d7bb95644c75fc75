import { Link } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { Empty } from '../../components/empty.tsx';
import { Amount } from '../../components/money.tsx';
import { StillCounting, useFigures } from '../../components/still-counting.tsx';
import { Card } from '../../components/page.tsx';
import { Shown } from '../../components/shown.tsx';
import { Tag } from '../../components/tag.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { todayInShanghai } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { PlaceName } from '../../components/place-name.tsx';
import { read } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { homeTexts } from './home.texts.ts';

/** Organisations that wait for a decision. */
export function Approvals() {
  const say = useTexts(homeTexts);
  const common = useTexts(commonTexts);
  const query = useQuery(read('organisations.list', { query: { state: 'pending', limit: 100 } }));
  return (
    <Card
      title={say('approveTitle')}
      aside={<Link to={paths.organisations()}>{say('approveAll')}</Link>}
      {...(query.data?.items.length ? { tone: 'mine' as const } : {})}
    >
      <Shown query={query}>
        {({ items }) =>
          items.length ? (
            <ul>
              {items.slice(0, 8).map(({ id, name, kind, place }) => (
                <li key={id} className="item">
                  <span className="row">
                    <Link to={paths.organisation(id)}>{name}</Link>
                    <Tag>{common(`kind.${kind}`)}</Tag>
                    <span className="muted small">
                      <PlaceName of={place} />
                    </span>
                  </span>
                </li>
              ))}
            </ul>
          ) : (
            <Empty title={say('approveNone')} text={say('approveNoneText')} />
          )
        }
      </Shown>
    </Card>
  );
}

/** The centres of the authority's place, each with this year's conversion amount. */
export function Centres() {
  const say = useTexts(homeTexts);
  const query = useQuery(read('organisations.list', { query: { state: 'approved', kind: 'centre', limit: 100 } }));
  return (
    <Card title={say('centresTitle')}>
      <Shown query={query}>
        {({ items }) =>
          items.length ? (
            <ul>
              {items.map(({ id, name }) => (
                <li key={id} className="item">
                  <span className="row">
                    <Link className="grow" to={paths.amounts(id)}>
                      {name}
                    </Link>
                    <YearAmount centreId={id} />
                  </span>
                </li>
              ))}
            </ul>
          ) : (
            <Empty title={say('centresNone')} text={say('centresNoneText')} />
          )
        }
      </Shown>
    </Card>
  );
}

function YearAmount({ centreId }: Readonly<{ centreId: string }>) {
  const { data } = useFigures(centreId);
  const year = Number(todayInShanghai().slice(0, 4));
  const now = data?.headline.find((one) => one.year === year);
  return (
    <>
      <StillCounting figures={data} />
      <strong>{data && <Amount money={now?.amount ?? { amount: '0.00', currency: 'CNY' }} />}</strong>
    </>
  );
}
