import { Link } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { contractStates } from '../../../server/domain/contracts/contract-process.ts';
import { titleOf } from '../../components/dealing.ts';
import { DealingLine, DealingList, useShown } from '../../components/dealing-list.tsx';
import { paths } from '../../lib/paths.ts';
import { read, useList } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { myWaits } from './contract.ts';
import { ContractTag } from './contract-tag.tsx';
import { contractsTexts } from './contracts.texts.ts';

/** My contracts, the last changed first. */
export function Component() {
  const say = useTexts(contractsTexts);
  const counts = useQuery(read('contracts.counts')).data;
  const list = useList('contracts.list', { query: { limit: 30, ...useShown(contractStates) } });
  const wayOn = <Link to={paths.deals()}>{say('emptyAction')}</Link>;
  return (
    <DealingList states={contractStates} thing="contracts" {...{ say, counts, list, wayOn }}>
      {list.items.map((contract) => (
        <DealingLine
          key={contract.id}
          to={paths.contract(contract.id)}
          title={titleOf(contract, say('untitled'))}
          state={<ContractTag state={contract.state} />}
          isMyMove={myWaits(contract).length > 0}
          terms={contract}
          parties={contract.parties}
          centres={contract.centres}
          updatedAt={contract.updatedAt}
        />
      ))}
    </DealingList>
  );
}
