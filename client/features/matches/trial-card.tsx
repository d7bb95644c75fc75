import type { Output } from '../../../server/api/operations.ts';
import { Card } from '../../components/page.tsx';
import { Tag, type Tone } from '../../components/tag.tsx';
import { useTexts } from '../../lib/texts.ts';
import { comparisonValues, figureValues, verdictOf } from './figure.ts';
import { matchingTexts } from './matching.texts.ts';

const tones: Record<ReturnType<typeof verdictOf>, Tone> = {
  better: 'good',
  worse: 'bad',
  same: 'plain',
  none: 'plain',
};

/** The effect of the tried weights on the frozen set, compared with the weights in use. */
export function TrialCard({ trial }: Readonly<{ trial: Output<'matching.tryWeights'> }>) {
  const say = useTexts(matchingTexts);
  const { now, then, effect, otherFirst, otherTen, set, needs, patents } = trial;
  const verdict = verdictOf(effect);
  return (
    <Card title={say('effect')} aside={<Tag tone={tones[verdict]}>{say(`verdict.${verdict}`)}</Tag>}>
      <p>
        {say(`effectText.${verdict}`)} {say('moved', { needs, first: otherFirst, ten: otherTen })}
      </p>
      <details>
        <summary>{say('figures')}</summary>
        <dl className="facts">
          <dt>
            {say('now')} · {say('ndcg')}
          </dt>
          <dd className="amount">{say('interval', figureValues(now))}</dd>
          <dt>
            {say('then')} · {say('ndcg')}
          </dt>
          <dd className="amount">{say('interval', figureValues(then))}</dd>
          <dt>{say('difference')}</dt>
          <dd className="amount">{say('interval', comparisonValues(effect))}</dd>
        </dl>
        <p className="muted small">{say('setText', { set, needs, patents })}</p>
      </details>
    </Card>
  );
}
