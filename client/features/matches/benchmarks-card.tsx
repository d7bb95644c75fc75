import type { Output } from '../../../server/api/operations.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Card } from '../../components/page.tsx';
import { useTexts } from '../../lib/texts.ts';
import { comparisonValues, figureValues } from './figure.ts';
import { matchingTexts } from './matching.texts.ts';

/** Text keys for the names in the measurements; unknown names are shown unchanged. */
const names = {
  'need2tech, full need': 'benchSets.fullNeed',
  'need2tech, title only': 'benchSets.needTitle',
  'cn-patents, ko_zh_title': 'benchSets.paraphrasedTitle',
  'cn-patents, English title': 'benchSets.englishTitle',
  'cn-patents, ko_zh_abstract': 'benchSets.paraphrasedAbstract',
  citations: 'benchSets.citations',
  ours: 'systems.ours',
  'ours, unlearned': 'systems.unlearned',
  'ours, cross-validated': 'systems.crossValidated',
  'ours, words only': 'systems.wordsOnly',
  'textbook BM25': 'systems.bm25',
} as const;
const hasName = (name: string): name is keyof typeof names => Object.hasOwn(names, name);

/** The matcher compared with other search systems, as measured at release. */
export function BenchmarksCard({ benchmarks }: Readonly<{ benchmarks: Output<'matching.quality'>['benchmarks'] }>) {
  const say = useTexts(matchingTexts);
  const { lines, queries } = benchmarks;
  const named = (name: string) => (hasName(name) ? say(names[name]) : name);
  return (
    <Card title={say('benchTitle')}>
      {lines.length === 0 ? (
        <p className="muted">{say('benchNone')}</p>
      ) : (
        <>
          <p className="muted">{say('benchText', { half: say(queries === 'test' ? 'half.test' : 'half.dev') })}</p>
          <DataTable
            label={say('benchTitle')}
            rows={lines}
            keyOf={({ set, system }) => `${set} ${system}`}
            columns={[
              { head: say('benchSet'), cell: ({ set }) => named(set) },
              {
                head: say('system'),
                cell: ({ system }) => (system === 'ours' ? <strong>{named(system)}</strong> : named(system)),
              },
              { head: say('queries'), isNumber: true, cell: ({ queries: count }) => count },
              {
                head: say('ndcg'),
                cell: ({ ndcg10 }) => <span className="amount">{say('interval', figureValues(ndcg10))}</span>,
              },
              { head: say('recall'), isNumber: true, cell: ({ recall100 }) => recall100.toFixed(3) },
              {
                head: say('oursMinus'),
                cell: ({ oursMinus }) =>
                  oursMinus && <span className="amount">{say('interval', comparisonValues(oursMinus))}</span>,
              },
            ]}
          />
        </>
      )}
    </Card>
  );
}
