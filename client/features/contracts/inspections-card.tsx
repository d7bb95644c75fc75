import { More } from '../../components/more.tsx';
import { Card } from '../../components/page.tsx';
import { formatInstant } from '../../lib/format.ts';
import { useList } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { contractsTexts } from './contracts.texts.ts';

/** Who looked at the contract, because a figure counts it, without being in it. Nothing while nobody did. */
export function InspectionsCard({ contractId }: Readonly<{ contractId: string }>) {
  const say = useTexts(contractsTexts);
  const list = useList('contracts.inspections', { params: { contractId }, query: { limit: 20 } });
  if (list.items.length === 0) return null;
  return (
    <Card title={say('inspections')}>
      <p className="muted small">{say('inspectionsText')}</p>
      <ol className="timeline">
        {list.items.map(({ seq, at, displayName, organisation, what, fileName }) => (
          <li key={seq}>
            <strong>{say(`inspected.${what}`, { name: fileName ?? '' })}</strong>
            <div className="muted small">
              {say('inspectedBy', { name: displayName, organisation: organisation?.name ?? say('operator') })} ·{' '}
              {formatInstant(at)}
            </div>
          </li>
        ))}
      </ol>
      <More list={list} />
    </Card>
  );
}
