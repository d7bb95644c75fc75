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

/** Deals in which the next move is ours. */
export function Waiting() {
  const say = useTexts(homeTexts);
  const query = useQuery(read('deals.list', { query: { awaitsMe: 'true', limit: 5 } }));
  return (
    <Card
      title={say('waitsTitle')}
      aside={query.data?.nextCursor && <Link to={paths.deals({ show: 'mine' })}>{say('seeAll')}</Link>}
      {...(query.data?.items.length ? { tone: 'mine' as const } : {})}
    >
      <Shown query={query}>
        {({ items }) =>
          items.length ? <DealLines deals={items} /> : <Empty title={say('waitsNone')} text={say('waitsNoneText')} />
        }
      </Shown>
    </Card>
  );
}

export function RecentDeals() {
  const say = useTexts(homeTexts);
  const query = useQuery(read('deals.list', { query: { limit: 8 } }));
  return (
    <Card title={say('recentTitle')} aside={<Link to={paths.deals()}>{say('allDeals')}</Link>}>
      <Shown query={query}>
        {({ items }) =>
          items.length ? (
            <DealLines deals={items} />
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
  return (
    <ul>
      {deals.map((deal) => (
        <li key={deal.id} className="item">
          <span className="row">
            <Link className="item-title" to={paths.deal(deal.id)}>
              {formatList(deal.patents.flatMap(({ title }) => title || [])) || deal.need?.title || deal.supplier.name}
            </Link>
            <Tag tone={deal.state === 'completed' ? 'good' : 'plain'}>{say(`dealState.${deal.state}`)}</Tag>
          </span>
          <span className="muted small">
            {partnersOf(deal)}
            {deal.lastOffer &&
              ` · ${common(`route.${deal.lastOffer.route}`)} ${formatMoney(deal.lastOffer.upfront)}`} ·{' '}
            {formatAgo(deal.updatedAt)}
          </span>
        </li>
      ))}
    </ul>
  );
}

const shown = 6;

/** The best of what is new for us, the best first. */
export function FreshMatches() {
  const say = useTexts(homeTexts);
  const query = useQuery(read('matches.fresh', { query: { limit: 100 } }));
  return (
    <Card title={say('freshTitle')} aside={<Link to={paths.matches()}>{say('freshAll')}</Link>}>
      <Shown query={query}>
        {({ items }) =>
          items.length ? (
            <ul>
              {[...items]
                .sort((a, b) => b.score - a.score)
                .slice(0, shown)
                .map(({ id, need, patent, mySide, score }) => (
                  <li key={id} className="item">
                    <span className="row row-top">
                      <Link
                        className="grow"
                        to={mySide === 'supplier' ? paths.patentMatches(patent.id) : paths.needMatches(need.id)}
                      >
                        {mySide === 'supplier' ? need.title : patent.title}
                      </Link>
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

/** What a centre could do today: the best pairs that nobody has brought together. */
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

function Score({ share }: Readonly<{ share: number }>) {
  const say = useTexts(homeTexts);
  return <Tag tone={share >= 0.5 ? 'good' : 'plain'}>{say('score', { percent: Math.round(share * 100) })}</Tag>;
}
