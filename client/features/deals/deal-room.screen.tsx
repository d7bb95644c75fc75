import { Link, useParams } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { Page } from '../../components/page.tsx';
import { Shown } from '../../components/shown.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Tag } from '../../components/tag.tsx';
import { paths } from '../../lib/paths.ts';
import { forget, read } from '../../lib/query.ts';
import { useStream } from '../../lib/socket.ts';
import { useTexts } from '../../lib/texts.ts';
import { useOpen } from '../../lib/use-open.ts';
import { ContractCard } from './contract-card.tsx';
import { type Deal, titleOf } from './deal.ts';
import { DealTag } from './deal-tag.tsx';
import './deals.css';
import { dealsTexts } from './deals.texts.ts';
import { EvidenceCard } from './evidence-card.tsx';
import { LedgerCard } from './ledger-card.tsx';
import { MoveCard } from './move-card.tsx';
import { OffersCard } from './offers-card.tsx';
import { SharesCard } from './shares-card.tsx';
import { TalkCard } from './talk-card.tsx';
import { TimelineCard } from './timeline-card.tsx';

/** The room of one deal, live for everybody in it. */
export function Component() {
  const { dealId = '' } = useParams();
  const query = useQuery(read('deals.get', { params: { dealId } }));
  const { isLive } = useStream(query.data ? `deal:${dealId}` : null, {
    onMoved: () => void forget('deals.get', 'deals.timeline', 'deals.preflight'),
    onLeft: () => void query.refetch(),
  });
  return (
    <Shown
      query={query}
      skeleton={
        <div className="page">
          <Skeleton lines={12} />
        </div>
      }
    >
      {(deal) => <Room deal={deal} isLive={isLive} />}
    </Shown>
  );
}

const contracted = ['signed', 'effective', 'completed', 'terminated'];

function Room({ deal, isLive }: Readonly<{ deal: Deal; isLive: boolean }>) {
  const say = useTexts(dealsTexts);
  const offering = useOpen();
  const isContracted = contracted.includes(deal.state);
  return (
    <Page
      wide
      title={titleOf(deal, say('untitled'))}
      lead={
        <span className="row">
          <DealTag state={deal.state} />
          <Tag tone="supply">{deal.supplier.name}</Tag>→<Tag tone="demand">{deal.demander.name}</Tag>
          {deal.centres.map(({ id, name }) => (
            <Tag key={id} tone="centre">
              {name}
            </Tag>
          ))}
          <span className="small">{isLive ? `● ${say('live')}` : say('reconnecting')}</span>
        </span>
      }
    >
      <MoveCard deal={deal} offering={offering} />
      <div className="split">
        <div className="stack">
          {isContracted && <LedgerCard deal={deal} />}
          {isContracted && <EvidenceCard deal={deal} />}
          {(deal.state !== 'talks' || deal.contract) && deal.state !== 'closed' && <ContractCard deal={deal} />}
          <OffersCard deal={deal} onOffer={offering.open} />
          <SharesCard deal={deal} />
        </div>
        <div className="stack">
          <TalkCard dealId={deal.id} />
          <About deal={deal} />
          <TimelineCard dealId={deal.id} />
        </div>
      </div>
    </Page>
  );
}

/** What the deal is about, to look up. */
function About({ deal }: Readonly<{ deal: Deal }>) {
  const say = useTexts(dealsTexts);
  return (
    <section className="card">
      <h2>{say('patents')}</h2>
      <ul>
        {deal.patents.map(({ id, title }) => (
          <li key={id}>
            <Link to={paths.patent(id)}>{title || say('patents')}</Link>
          </li>
        ))}
      </ul>
      {deal.need && (
        <>
          <h2>{say('need')}</h2>
          <Link to={paths.need(deal.need.id)}>{deal.need.title || say('need')}</Link>
        </>
      )}
    </section>
  );
}
