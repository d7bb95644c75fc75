import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Output } from '../../server/api/operations.ts';
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

/** Tells why a need has no matches now, and links the contracts that solved it. */
export function NeedAtRest({ needId, state }: Readonly<{ needId: string; state: StateAtRest }>) {
  const say = useTexts(commonTexts);
  const contracts = useQuery({
    ...read('contracts.list', { query: { needId, state: 'completed', limit: 10 } }),
    enabled: state === 'solved',
  }).data?.items;
  return (
    <Card title={say(`atRest.${state}.title`)}>
      <p className="muted">{say(`atRest.${state}.text`)}</p>
      {contracts?.map(({ id, patents, parties }) => (
        <p key={id}>
          <Link to={paths.contract(id)}>
            {say('solvedBy', {
              patent: formatList(patents.map(({ title }) => title)),
              name: formatList(suppliersOf(parties)),
            })}
          </Link>
        </p>
      ))}
    </Card>
  );
}

const suppliersOf = (parties: Output<'contracts.list'>['items'][number]['parties']): string[] =>
  parties.flatMap(({ name, part }) => (part === 'supplier' ? [name] : []));
