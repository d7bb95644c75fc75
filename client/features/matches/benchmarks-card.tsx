import type { Output } from '../../../server/contract/operations.ts';
import { Card } from '../../components/page.tsx';
import { useTexts } from '../../lib/texts.ts';
import { comparisonValues, figureValues } from './figure.ts';
import { matchingTexts } from './matching.texts.ts';

/** The matcher beside what people would use instead, as it was measured when the release was made. */
export function BenchmarksCard({ benchmarks }: Readonly<{ benchmarks: Output<'matching.quality'>['benchmarks'] }>) {
  const say = useTexts(matchingTexts);
  const { lines, queries } = benchmarks;
  return (
    <Card title={say('benchTitle')}>
      {lines.length === 0 ? (
        <p className="muted">{say('benchNone')}</p>
      ) : (
        <>
          <p className="muted">{say('benchText', { half: say(queries === 'test' ? 'half.test' : 'half.dev') })}</p>
          <div className="scroll-x" tabIndex={0} role="region" aria-label={say('benchTitle')}>
            <table>
              <thead>
                <tr>
                  <th>{say('benchSet')}</th>
                  <th>{say('system')}</th>
                  <th className="number">{say('queries')}</th>
                  <th>{say('ndcg')}</th>
                  <th className="number">{say('recall')}</th>
                  <th>{say('oursMinus')}</th>
                </tr>
              </thead>
              <tbody>
                {lines.map(({ set, system, queries: count, ndcg10, recall100, oursMinus }) => (
                  <tr key={`${set} ${system}`}>
                    <td>{set}</td>
                    <td>{system === 'ours' ? <strong>{say('ours')}</strong> : system}</td>
                    <td className="number amount">{count}</td>
                    <td className="amount">{say('interval', figureValues(ndcg10))}</td>
                    <td className="number amount">{recall100.toFixed(3)}</td>
                    <td className="amount">{oursMinus && say('interval', comparisonValues(oursMinus))}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </Card>
  );
}
