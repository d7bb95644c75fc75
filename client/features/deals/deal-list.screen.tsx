import { Link } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { dealStates } from '../../../server/domain/deals/deal-process.ts';
import { isMyMove, titleOf } from '../../components/dealing.ts';
import { DealingLine, DealingList, useShown } from '../../components/dealing-list.tsx';
import { paths } from '../../lib/paths.ts';
import { read, useList } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { partiesOf } from './deal.ts';
import { DealTag } from './deal-tag.tsx';
import { dealsTexts } from './deals.texts.ts';

/** My deals, the last changed first. */
export function Component() {
  const say = useTexts(dealsTexts);
  const counts = useQuery(read('deals.counts')).data;
  const list = useList('deals.list', { query: { limit: 30, ...useShown(dealStates) } });
  const wayOn = <Link to={paths.matches()}>{say('emptyAction')}</Link>;
  return (
    <DealingList states={dealStates} thing="deals" {...{ say, counts, list, wayOn }}>
      {list.items.map((deal) => (
        <DealingLine
          key={deal.id}
          to={paths.deal(deal.id)}
          title={titleOf(deal, say('untitled'))}
          state={<DealTag state={deal.state} />}
          isMyMove={isMyMove(deal)}
          terms={deal.lastOffer}
          parties={partiesOf(deal)}
          centres={deal.centres}
          updatedAt={deal.updatedAt}
        />
      ))}
    </DealingList>
  );
}
