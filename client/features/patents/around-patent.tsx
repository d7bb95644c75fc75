import { Link } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { BestMatches } from '../../components/best-matches.tsx';
import { isMyMove } from '../../components/dealing.ts';
import { Amount } from '../../components/money.tsx';
import { Card } from '../../components/page.tsx';
import { Shown } from '../../components/shown.tsx';
import { Tag } from '../../components/tag.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { formatMoney } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { read } from '../../lib/query.ts';
import { useMe } from '../../lib/session.ts';
import { useTexts } from '../../lib/texts.ts';
import type { Patent } from './patent.ts';
import { patentsTexts } from './patents.texts.ts';

/** The asking price and the routes that the holder offers. */
export function OfferCard({ patent }: Readonly<{ patent: Patent }>) {
  const say = useTexts(patentsTexts);
  const common = useTexts(commonTexts);
  return (
    <Card title={say('page.offer')}>
      <p className="figure figure-before">
        {patent.askingPrice ? <Amount money={patent.askingPrice} /> : say('priceOpen')}
      </p>
      <div className="row" aria-label={say('page.offerRoutes')} role="group">
        {patent.routes.length === 0 && <span className="muted">{say('page.offerOpen')}</span>}
        {patent.routes.map((route) => (
          <Tag key={route} tone="supply">
            {common(`dealRoute.${route}`)}
          </Tag>
        ))}
      </div>
    </Card>
  );
}

/** The organisation's deals about the patent, with their last offer. */
export function DealsCard({ patentId, isOurs }: Readonly<{ patentId: string; isOurs: boolean }>) {
  const say = useTexts(patentsTexts);
  const common = useTexts(commonTexts);
  const me = useMe();
  const mayHaveDeals = me?.organisation?.state === 'approved';
  const deals = useQuery({ ...read('deals.list', { query: { patentId, limit: 10 } }), enabled: mayHaveDeals });
  // a visitor without deals about the patent does not see the card
  if (!mayHaveDeals || (!isOurs && !deals.data?.items.length)) return null;
  return (
    <Card title={say('page.deals')}>
      <Shown query={deals}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{say('page.dealsNone')}</p>
          ) : (
            <ul>
              {items.map((deal) => (
                <li key={deal.id} className="item">
                  <span className="row">
                    <Link to={paths.deal(deal.id)}>
                      {deal.mySide === 'supplier' ? deal.demander.name : deal.supplier.name}
                    </Link>
                    {isMyMove(deal) && <Tag tone="wait">{say('page.myMove')}</Tag>}
                  </span>
                  <span className="muted small">
                    {deal.lastOffer
                      ? `${say('page.dealOffer', {
                          number: deal.lastOffer.number,
                          side: common(`side.${deal.lastOffer.by}`),
                        })} · ${common(`route.${deal.lastOffer.route}`)} ${formatMoney(deal.lastOffer.upfront)}`
                      : say('page.dealNoOffer')}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
    </Card>
  );
}

/** The best matching needs, for viewers who may see the reasons. */
export function MatchesCard({ patentId }: Readonly<{ patentId: string }>) {
  const say = useTexts(patentsTexts);
  const matches = useQuery({
    ...read('matches.forPatent', { params: { patentId }, query: { limit: 3 } }),
    select: ({ items, floor }) =>
      items
        .filter(({ reasons }) => reasons.score >= floor)
        .map(({ id, need, reasons: { score } }) => ({
          ...{ id, to: paths.need(need.id), title: need.title, score },
          by: need.organisation?.name ?? say('page.hiddenCompany'),
        })),
  });
  const all = { to: paths.patentMatches(patentId), text: say('page.matchesOpen') };
  return <BestMatches title={say('page.matches')} none={say('page.matchesNone')} all={all} query={matches} />;
}

/** Similar patents; hidden when there are none. */
export function SimilarCard({ patentId }: Readonly<{ patentId: string }>) {
  const say = useTexts(patentsTexts);
  const similar = useQuery(read('patents.similar', { params: { patentId } }));
  if (!similar.data?.items.length) return null;
  return (
    <Card title={say('page.similar')}>
      <ul>
        {similar.data.items.map(({ id, title, organisation, maturity, askingPrice }) => (
          <li key={id} className="item">
            <Link to={paths.patent(id)}>{title}</Link>
            <span className="muted small found-facts">
              <span>{organisation.name}</span>
              {maturity !== null && <span>{say('trl', { level: maturity })}</span>}
              <span>{askingPrice ? <Amount money={askingPrice} /> : say('priceOpen')}</span>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
