import { industryKind } from '../lib/industries.ts';
import { useTexts } from '../lib/texts.ts';
import { Icon } from './icon.tsx';
import { thingsTexts } from './things.texts.ts';
import './things.css';

type Side = 'supply' | 'demand';
type Classed = Readonly<{ industry: string | null; ipc: readonly string[] }>;

/** The industry of a patent or need, to be told at a glance; its name stands beside it or on its page. */
export const IndustryMark = ({ of: { industry, ipc }, side }: Readonly<{ of: Classed; side: Side }>) => (
  <span className={`mark tone-${side}`}>
    <Icon name={industryKind(industry, ipc)} size={22} />
  </span>
);

const levels = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** How far something is, of nine levels; `from`: what a need asks for at least. */
export function MaturityMark({ level, from = false }: Readonly<{ level: number; from?: boolean }>) {
  const say = useTexts(thingsTexts);
  return (
    <span className="fact">
      <svg width="44" height="12" viewBox="0 0 44 12" aria-hidden="true">
        {levels.map((one) => (
          <rect
            key={one}
            x={(one - 1) * 5}
            y={10 - one}
            width="3.4"
            height={one + 2}
            rx="1"
            className={(from ? one >= level : one <= level) ? 'mark-full' : 'mark-empty'}
          />
        ))}
      </svg>
      {say(from ? 'trlFrom' : 'trl', { level })}
    </span>
  );
}

/** The longest term of a patent, in months (专利法 第四十二条). */
const longest = 240;

/** What is left of a patent's term, as a ring that empties. */
export function LifeMark({ months }: Readonly<{ months: number }>) {
  const say = useTexts(thingsTexts);
  const round = 2 * Math.PI * 5;
  return (
    <span className="fact">
      <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" className="life">
        <circle cx="7" cy="7" r="5" className="mark-empty" />
        <circle
          cx="7"
          cy="7"
          r="5"
          className="mark-full"
          strokeDasharray={`${(Math.min(months, longest) / longest) * round} ${round}`}
          transform="rotate(-90 7 7)"
        />
      </svg>
      {months > 0 ? say('left', { years: Math.floor(months / 12), months: months % 12 }) : say('nearlyOver')}
    </span>
  );
}
