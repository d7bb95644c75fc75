import { useParams } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { titleOf } from '../../components/dealing.ts';
import { DealingPage } from '../../components/dealing-page.tsx';
import { Shown } from '../../components/shown.tsx';
import { PageSkeleton } from '../../components/skeleton.tsx';
import { read } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { AboutCard } from './about-card.tsx';
import { ContractTag } from './contract-tag.tsx';
import { contractsTexts } from './contracts.texts.ts';
import { EvidenceCard } from './evidence-card.tsx';
import { LedgerCard } from './ledger-card.tsx';
import { SharesCard } from './shares-card.tsx';

/** What makes a figure, for whoever may see it: the contract, its money and its papers, to be read only. */
export function Component() {
  const { contractId = '' } = useParams();
  const say = useTexts(contractsTexts);
  const query = useQuery(read('contracts.inspect', { params: { contractId } }));
  return (
    <Shown query={query} skeleton={<PageSkeleton />}>
      {(contract) => (
        <DealingPage
          title={titleOf(contract, say('untitled'))}
          state={<ContractTag state={contract.state} />}
          parties={contract.parties}
          centres={contract.centres}
        >
          <p className="note note-wait">{say('inspecting')}</p>
          <div className="split">
            <div className="stack">
              <LedgerCard contract={contract} />
              <EvidenceCard contract={contract} />
              <SharesCard contract={contract} />
            </div>
            <div className="stack">
              <AboutCard contract={contract} />
            </div>
          </div>
        </DealingPage>
      )}
    </Shown>
  );
}
