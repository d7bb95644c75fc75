import { type KeyIn, useTexts } from '../../lib/texts.ts';
import { percent, type Reasons } from './match.ts';
import { matchesTexts } from './matches.texts.ts';

export const isFeature = (name: string): name is KeyIn<typeof matchesTexts, 'feature'> =>
  Object.hasOwn(matchesTexts.zh.feature, name);

/** The contributions of one side as signed bars. Their sum is the log-odds of the probability shown. */
export function Bars({ title, side }: Readonly<{ title: string; side: Reasons['needSide'] }>) {
  const say = useTexts(matchesTexts);
  const widest = Math.max(0.5, ...side.bars.map(({ contribution }) => Math.abs(contribution)));
  const bars = side.bars.filter(({ contribution }) => Math.abs(contribution) >= 0.005);
  return (
    <section className="stack-tight">
      <h3>{title}</h3>
      <ul className="bars">
        {bars.map(({ feature, contribution }) => (
          <li key={feature}>
            <span>{isFeature(feature) ? say(`feature.${feature}`) : feature}</span>
            <span className="bars-track" aria-hidden="true">
              <span
                className={contribution < 0 ? 'bars-minus' : 'bars-plus'}
                style={{
                  width: `${(Math.abs(contribution) / widest) * 50}%`,
                  [contribution < 0 ? 'right' : 'left']: '50%',
                }}
              />
            </span>
            <span className="amount">{`${contribution < 0 ? '−' : '+'}${Math.abs(contribution).toFixed(2)}`}</span>
          </li>
        ))}
      </ul>
      <p className="muted small">{say('barsSum', { z: side.z.toFixed(2), percent: percent(side.probability) })}</p>
    </section>
  );
}
