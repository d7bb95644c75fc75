import type { Output } from '../../../server/api/operations.ts';
import { useTexts } from '../../lib/texts.ts';
import { homeTexts } from './home.texts.ts';

type Industries = Output<'overview.get'>['industries'];

const [width, height, top, bottom] = [360, 200, 34, 8];

/**
 * The exchange as a picture: patents of each industry to the left, needs to the right, as large as they are many, each side
 * with its largest on top: a line that rises is an industry that wants more than it is offered. The same figures stand in
 * the table of industries, so it says nothing to those who do not see.
 */
export function Banner({ industries = [] }: Readonly<{ industries: Industries | undefined }>) {
  const say = useTexts(homeTexts);
  const rows = industries.slice(0, 9);
  const most = Math.max(1, ...rows.flatMap(({ needs, patents }) => [needs, patents]));
  const radius = (count: number) => (count === 0 ? 1.5 : 2 + 7 * Math.sqrt(count / most));
  const at = (index: number) => top + ((height - top - bottom) * (index + 0.5)) / Math.max(1, rows.length);
  const byPatents = [...rows].sort((a, b) => b.patents - a.patents);
  const byNeeds = [...rows].sort((a, b) => b.needs - a.needs);
  const [left, right] = [40, width - 40];
  return (
    <svg className="banner" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {rows.length > 0 && (
        <>
          <text x={left} y="18" textAnchor="middle">
            {say('industries.patents')}
          </text>
          <text x={right} y="18" textAnchor="middle">
            {say('industries.needs')}
          </text>
        </>
      )}
      {rows.map((row) => {
        const [from, to] = [at(byPatents.indexOf(row)), at(byNeeds.indexOf(row))];
        return (
          <g key={row.code ?? row.texts[0]}>
            <path
              className={to < from ? 'banner-join banner-rises' : 'banner-join'}
              d={`M${left} ${from}C${width * 0.45} ${from} ${width * 0.55} ${to} ${right} ${to}`}
            />
            <circle className="banner-supply" cx={left} cy={from} r={radius(row.patents)} />
            <circle className="banner-demand" cx={right} cy={to} r={radius(row.needs)} />
          </g>
        );
      })}
    </svg>
  );
}
