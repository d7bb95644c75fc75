import { useParams } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { dealingTexts } from '../../components/dealing.texts.ts';
import { Page } from '../../components/page.tsx';
import { Shown } from '../../components/shown.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Tag } from '../../components/tag.tsx';
import { TimelineCard } from '../../components/timeline-card.tsx';
import { read, useList } from '../../lib/query.ts';
import { useStream } from '../../lib/socket.ts';
import { useTexts } from '../../lib/texts.ts';
import { AboutCard } from './about-card.tsx';
import { titleOf } from '../../components/dealing.ts';
import type { Contract } from './contract.ts';
import { ContractTag } from './contract-tag.tsx';
import { contractsTexts } from './contracts.texts.ts';
import { EvidenceCard } from './evidence-card.tsx';
import { LedgerCard } from './ledger-card.tsx';
import { MoveCard } from './move-card.tsx';
import { SharesCard } from './shares-card.tsx';

/** One contract, live for everybody in it: what was agreed, what came of it, and who must do what next. */
export function Component() {
  const { contractId = '' } = useParams();
  const query = useQuery(read('contracts.get', { params: { contractId } }));
  const { isLive } = useStream(query.data ? `contract:${contractId}` : null, {
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
      {(contract) => <Whole contract={contract} isLive={isLive} />}
    </Shown>
  );
}

function Whole({ contract, isLive }: Readonly<{ contract: Contract; isLive: boolean }>) {
  const say = useTexts(contractsTexts);
  const dealing = useTexts(dealingTexts);
  return (
    <Page
      wide
      title={titleOf(contract, say('untitled'))}
      lead={
        <span className="row">
          <ContractTag state={contract.state} />
          {contract.parties.map(({ id, name, part }) => (
            <Tag key={id} tone={part === 'supplier' ? 'supply' : 'demand'}>
              {name}
            </Tag>
          ))}
          {contract.centres.map(({ id, name }) => (
            <Tag key={id} tone="centre">
              {name}
            </Tag>
          ))}
          <span className="small">{isLive ? `● ${dealing('live')}` : dealing('reconnecting')}</span>
        </span>
      }
    >
      <MoveCard contract={contract} />
      <div className="split">
        <div className="stack">
          <LedgerCard contract={contract} />
          <EvidenceCard contract={contract} />
          <SharesCard contract={contract} />
        </div>
        <div className="stack">
          <AboutCard contract={contract} />
          <History contractId={contract.id} />
        </div>
      </div>
    </Page>
  );
}

function History({ contractId }: Readonly<{ contractId: string }>) {
  const say = useTexts(contractsTexts);
  const list = useList('contracts.timeline', { params: { contractId }, query: { limit: 100 } });
  const rows = list.items.map((event) => ({
    ...event,
    title: say(`event.${event.type}`),
  }));
  return <TimelineCard list={list} rows={rows} />;
}
