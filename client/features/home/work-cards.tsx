import { Link } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import type { Output } from '../../../server/api/operations.ts';
import { Empty } from '../../components/empty.tsx';
import { Card } from '../../components/page.tsx';
import { Shown } from '../../components/shown.tsx';
import { Tag } from '../../components/tag.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { formatAgo, formatList, formatMoney } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { read } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { homeTexts } from './home.texts.ts';

type Deal = Output<'deals.list'>['items'][number];

export function RecentDeals() {
  const say = useTexts(homeTexts);
  const query = useQuery(read('deals.list', { query: { limit: 8 } }));
  return (
    <Card title={say('recentTitle')} aside={<Link to={paths.deals()}>{say('allDeals')}</Link>}>
      <Shown query={query}>
        {({ items }) =>
          items.length ? (
            <ul>
              <DealLines deals={items} />
            </ul>
          ) : (
            <Empty
              title={say('recentNone')}
              text={say('recentNoneText')}
              action={<Link to={paths.matches()}>{say('freshAll')}</Link>}
            />
          )
        }
      </Shown>
    </Card>
  );
}

function DealLines({ deals }: Readonly<{ deals: readonly Deal[] }>) {
  const say = useTexts(homeTexts);
  const common = useTexts(commonTexts);
  const partnersOf = ({ mySide, supplier, demander }: Deal) =>
    mySide === null
      ? say('dealBetween', { supplier: supplier.name, demander: demander.name })
      : say('dealWith', { name: mySide === 'supplier' ? demander.name : supplier.name });
  return deals.map((deal) => (
    <li key={deal.id} className="item">
      <span className="row">
        <Link className="item-title" to={paths.deal(deal.id)}>
          {formatList(deal.patents.flatMap(({ title }) => title || [])) || deal.need?.title || deal.supplier.name}
        </Link>
        <Tag tone={deal.state === 'signed' ? 'good' : 'plain'}>{say(`dealState.${deal.state}`)}</Tag>
      </span>
      <span className="muted small">
        {partnersOf(deal)}
        {deal.lastOffer &&
          ` · ${common(`route.${deal.lastOffer.route}`)} ${formatMoney(deal.lastOffer.upfront)}`} ·{' '}
        {formatAgo(deal.updatedAt)}
      </span>
    </li>
  ));
}

const shown = 6;

/** What is new: first what somebody put before the user's organisation, then the best that were found. */
export function FreshMatches() {
  const say = useTexts(homeTexts);
  const query = useQuery(read('matches.fresh', { query: { limit: shown } }));
  return (
    <Card title={say('freshTitle')} aside={<Link to={paths.matches()}>{say('freshAll')}</Link>}>
      <Shown query={query}>
        {({ items }) =>
          items.length ? (
            <ul>
              {items.map(({ id, need, patent, mySide, score, because }) => (
                <li key={id} className="item">
                  <span className="row row-top">
                    <Link
                      className="grow"
                      to={mySide === 'supplier' ? paths.patentMatches(patent.id) : paths.needMatches(need.id)}
                    >
                      {mySide === 'supplier' ? need.title : patent.title}
                    </Link>
                    {because !== 'found' && <Tag tone="centre">{say(`because.${because}`)}</Tag>}
                    <Score share={score} />
                  </span>
                  <span className="muted small">
                    {mySide === 'supplier'
                      ? say('freshForPatent', { title: patent.title })
                      : say('freshForNeed', { title: need.title })}
                  </span>
                </li>
              ))}
            </ul>
          ) : (
            <Empty title={say('freshNone')} text={say('freshNoneText')} />
          )
        }
      </Shown>
    </Card>
  );
}

/** The best pairs that no centre has introduced to each other yet. */
export function Introductions() {
  const say = useTexts(homeTexts);
  const query = useQuery(read('matches.introductions', { query: { limit: shown } }));
  return (
    <Card title={say('introductionsTitle')} aside={<Link to={paths.matches()}>{say('introductionsAll')}</Link>}>
      <Shown query={query}>
        {({ items }) =>
          items.length ? (
            <ul>
              {items.map(({ id, need, patent, score }) => (
                <li key={id} className="item">
                  <span className="row row-top">
                    <Link className="grow" to={paths.needMatches(need.id)}>
                      {need.title}
                    </Link>
                    <Score share={score} />
                  </span>
                  <span className="muted small">
                    {patent.title} · {patent.organisation.name}
                  </span>
                </li>
              ))}
            </ul>
          ) : (
            <Empty title={say('introductionsNone')} text={say('introductionsNoneText')} />
          )
        }
      </Shown>
    </Card>
  );
}

function Score({ share }: Readonly<{ share: number | null }>) {
  const say = useTexts(homeTexts);
  if (share === null) return null;
  return <Tag tone={share >= 0.5 ? 'good' : 'plain'}>{say('score', { percent: Math.round(share * 100) })}</Tag>;
}
