import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { NeedState } from '../../server/domain/needs/need-process.ts';
import { commonTexts } from '../lib/common.texts.ts';
import { formatList } from '../lib/format.ts';
import { paths } from '../lib/paths.ts';
import { read } from '../lib/query.ts';
import { useTexts } from '../lib/texts.ts';
import { Card } from './page.tsx';

export type StateAtRest = Extract<NeedState, 'draft' | 'review' | 'solved' | 'closed' | 'expired'>;
export const isAtRest = (state: NeedState): state is StateAtRest =>
  ['draft', 'review', 'solved', 'closed', 'expired'].includes(state);

/** Why a need has no matches now: not out yet, solved (by which deal), withdrawn, or run out. Promises none. */
export function NeedAtRest({ needId, state }: Readonly<{ needId: string; state: StateAtRest }>) {
  const say = useTexts(commonTexts);
  const deals = useQuery({
    ...read('deals.list', { query: { needId, state: 'completed', limit: 10 } }),
    enabled: state === 'solved',
  }).data?.items;
  return (
    <Card title={say(`atRest.${state}`)}>
      <p className="muted">{say(`atRestText.${state}`)}</p>
      {deals?.map(({ id, patents, supplier }) => (
        <p key={id}>
          <Link to={paths.deal(id)}>
            {say('solvedBy', { patent: formatList(patents.map(({ title }) => title)), name: supplier.name })}
          </Link>
        </p>
      ))}
    </Card>
  );
}
