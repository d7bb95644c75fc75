import { Link, useParams } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { CentresCard } from '../../components/centres-card.tsx';
import { titleOf } from '../../components/dealing.ts';
import { dealingTexts } from '../../components/dealing.texts.ts';
import { DealingPage } from '../../components/dealing-page.tsx';
import { Shown } from '../../components/shown.tsx';
import { PageSkeleton } from '../../components/skeleton.tsx';
import { TimelineCard } from '../../components/timeline-card.tsx';
import { paths } from '../../lib/paths.ts';
import { read, useList } from '../../lib/query.ts';
import { useStream } from '../../lib/socket.ts';
import { useTexts } from '../../lib/texts.ts';
import { useOpen } from '../../lib/use-open.ts';
import { type Deal, partiesOf } from './deal.ts';
import { DealTag } from './deal-tag.tsx';
import './deals.css';
import { dealsTexts } from './deals.texts.ts';
import { FileCard } from './file-card.tsx';
import { MoveCard } from './move-card.tsx';
import { OffersCard } from './offers-card.tsx';
import { TalkCard } from './talk-card.tsx';

/** The room of one deal; changes by others appear at once. */
export function Component() {
  const { dealId = '' } = useParams();
  const query = useQuery({
    ...read('deals.get', { params: { dealId } }),
    // the contract opens shortly after the signature, without an event of the deal, so it is polled
    refetchInterval: ({ state: { data } }) => (data?.state === 'signed' && data.contractId === null ? 1_000 : false),
  });
  const { isLive } = useStream(query.data ? `deal:${dealId}` : null, {
    onLeft: () => void query.refetch(),
  });
  return (
    <Shown query={query} skeleton={<PageSkeleton />}>
      {(deal) => <Room deal={deal} isLive={isLive} />}
    </Shown>
  );
}

function Room({ deal, isLive }: Readonly<{ deal: Deal; isLive: boolean }>) {
  const say = useTexts(dealsTexts);
  const offering = useOpen();
  return (
    <DealingPage
      title={titleOf(deal, say('untitled'))}
      state={<DealTag state={deal.state} />}
      parties={partiesOf(deal)}
      centres={deal.centres}
      isLive={isLive}
    >
      <MoveCard deal={deal} offering={offering} />
      <div className="split">
        <div className="stack">
          <FileCard deal={deal} />
          <OffersCard deal={deal} onOffer={offering.open} />
          <CentresCard
            room={{ thing: 'deals', id: deal.id, version: deal.version }}
            standings={deal.standings}
            mayPropose={deal.mayProposeCentre}
          />
        </div>
        <div className="stack">
          <TalkCard dealId={deal.id} />
          <About deal={deal} />
          <History dealId={deal.id} />
        </div>
      </div>
    </DealingPage>
  );
}

/** Links to the patents and the need of the deal. */
function About({ deal }: Readonly<{ deal: Deal }>) {
  const say = useTexts(dealingTexts);
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

function History({ dealId }: Readonly<{ dealId: string }>) {
  const say = useTexts(dealsTexts);
  const list = useList('deals.timeline', { params: { dealId }, query: { limit: 100 } });
  return <TimelineCard list={list} titleOf={({ type, data }) => say(`event.${type}`, data)} />;
}
