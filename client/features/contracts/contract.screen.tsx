import { useParams } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { CentresCard } from '../../components/centres-card.tsx';
import { titleOf } from '../../components/dealing.ts';
import { DealingPage } from '../../components/dealing-page.tsx';
import { Shown } from '../../components/shown.tsx';
import { PageSkeleton } from '../../components/skeleton.tsx';
import { TimelineCard } from '../../components/timeline-card.tsx';
import { read, useList } from '../../lib/query.ts';
import { useStream } from '../../lib/socket.ts';
import { useTexts } from '../../lib/texts.ts';
import { AboutCard } from './about-card.tsx';
import type { Contract } from './contract.ts';
import { ContractTag } from './contract-tag.tsx';
import { contractsTexts } from './contracts.texts.ts';
import { EvidenceCard } from './evidence-card.tsx';
import { InspectionsCard } from './inspections-card.tsx';
import { LedgerCard } from './ledger-card.tsx';
import { MoveCard } from './move-card.tsx';
import { SharesCard } from './shares-card.tsx';

/** One contract: the next steps, ledger, evidence and shares; changes by others appear at once. */
export function Component() {
  const { contractId = '' } = useParams();
  const query = useQuery(read('contracts.get', { params: { contractId } }));
  const { isLive } = useStream(query.data ? `contract:${contractId}` : null, {
    onLeft: () => void query.refetch(),
  });
  return (
    <Shown query={query} skeleton={<PageSkeleton />}>
      {(contract) => <Whole contract={contract} isLive={isLive} />}
    </Shown>
  );
}

function Whole({ contract, isLive }: Readonly<{ contract: Contract; isLive: boolean }>) {
  const say = useTexts(contractsTexts);
  return (
    <DealingPage
      title={titleOf(contract, say('untitled'))}
      state={<ContractTag state={contract.state} />}
      parties={contract.parties}
      centres={contract.centres}
      isLive={isLive}
    >
      <MoveCard contract={contract} />
      <div className="split">
        <div className="stack">
          <LedgerCard contract={contract} />
          <EvidenceCard contract={contract} />
          <CentresCard
            room={{ thing: 'contracts', id: contract.id, version: contract.version }}
            standings={contract.standings}
            mayPropose={contract.mayProposeCentre}
          />
          <SharesCard contract={contract} />
        </div>
        <div className="stack">
          <AboutCard contract={contract} />
          <History contractId={contract.id} />
          <InspectionsCard contractId={contract.id} />
        </div>
      </div>
    </DealingPage>
  );
}

function History({ contractId }: Readonly<{ contractId: string }>) {
  const say = useTexts(contractsTexts);
  const list = useList('contracts.timeline', { params: { contractId }, query: { limit: 100 } });
  return <TimelineCard list={list} titleOf={({ type }) => say(`event.${type}`)} />;
}
