import type { Output } from '../../../server/api/operations.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Card } from '../../components/page.tsx';
import { Tag, type Tone } from '../../components/tag.tsx';
import { formatDay } from '../../lib/format.ts';
import { useTexts } from '../../lib/texts.ts';
import { comparisonValues } from './figure.ts';
import { matchingTexts } from './matching.texts.ts';

type Learned = Output<'matching.quality'>['learned'];
const tones: Record<Learned[number]['result'], Tone> = { live: 'good', worse: 'bad', tooLittle: 'plain' };

/** The nightly learning runs, with the tests that decide whether new weights go live. */
export function LearnedCard({ learned }: Readonly<{ learned: Learned }>) {
  const say = useTexts(matchingTexts);
  const compared = (one: Parameters<typeof comparisonValues>[0] | null) =>
    one && <span className="amount">{say('interval', comparisonValues(one))}</span>;
  return (
    <Card title={say('learnedTitle')}>
      <p className="muted">{say('learnedText')}</p>
      {learned.length === 0 ? (
        <p className="muted">{say('learnedNone')}</p>
      ) : (
        <DataTable
          label={say('learnedTitle')}
          rows={learned}
          keyOf={({ version }) => version}
          columns={[
            { head: say('night'), cell: ({ at }) => <span className="amount">{formatDay(at)}</span> },
            {
              head: say('outcomeColumn'),
              cell: ({ result }) => <Tag tone={tones[result]}>{say(`result.${result}`)}</Tag>,
            },
            {
              head: say('trainedOn'),
              isNumber: true,
              cell: ({ trainedOn, heldBackLists }) => `${trainedOn} + ${heldBackLists}`,
            },
            { head: say('heldBack'), cell: ({ heldBack }) => compared(heldBack) },
            { head: say('answers'), cell: ({ answers }) => compared(answers) },
            { head: say('frozen'), cell: ({ frozen }) => compared(frozen) },
          ]}
        />
      )}
    </Card>
  );
}
