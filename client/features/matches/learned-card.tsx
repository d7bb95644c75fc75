import type { Output } from '../../../server/api/operations.ts';
import { Card } from '../../components/page.tsx';
import { Tag, type Tone } from '../../components/tag.tsx';
import { formatDay } from '../../lib/format.ts';
import { useTexts } from '../../lib/texts.ts';
import { comparisonValues } from './figure.ts';
import { matchingTexts } from './matching.texts.ts';

type Learned = Output<'matching.quality'>['learned'];
const tones: Record<Learned[number]['result'], Tone> = { live: 'good', worse: 'bad', tooLittle: 'plain' };

/** The latest nights' tries to learn, with the tests that decide. */
export function LearnedCard({ learned }: Readonly<{ learned: Learned }>) {
  const say = useTexts(matchingTexts);
  return (
    <Card title={say('learnedTitle')}>
      <p className="muted">{say('learnedText')}</p>
      {learned.length === 0 ? (
        <p className="muted">{say('learnedNone')}</p>
      ) : (
        <div className="scroll-x" tabIndex={0} role="region" aria-label={say('learnedTitle')}>
          <table>
            <thead>
              <tr>
                <th>{say('night')}</th>
                <th>{say('outcomeColumn')}</th>
                <th className="number">{say('trainedOn')}</th>
                <th>{say('heldBack')}</th>
                <th>{say('answers')}</th>
                <th>{say('frozen')}</th>
              </tr>
            </thead>
            <tbody>
              {learned.map(({ version, at, result, trainedOn, heldBackLists, heldBack, answers, frozen }) => (
                <tr key={version}>
                  <td className="amount">{formatDay(at)}</td>
                  <td>
                    <Tag tone={tones[result]}>{say(`result.${result}`)}</Tag>
                  </td>
                  <td className="number amount">
                    {trainedOn} + {heldBackLists}
                  </td>
                  <td className="amount">{heldBack && say('interval', comparisonValues(heldBack))}</td>
                  <td className="amount">{answers && say('interval', comparisonValues(answers))}</td>
                  <td className="amount">{frozen && say('interval', comparisonValues(frozen))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}
