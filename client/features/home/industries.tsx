import { Link } from 'react-router';
import type { Output } from '../../../server/api/operations.ts';
import { Empty } from '../../components/empty.tsx';
import { Card } from '../../components/page.tsx';
import { IndustryMark } from '../../components/thing-marks.tsx';
import { Tag } from '../../components/tag.tsx';
import { formatCount } from '../../lib/format.ts';
import { industryName } from '../../lib/industries.ts';
import { paths } from '../../lib/paths.ts';
import { useTexts } from '../../lib/texts.ts';
import { homeTexts } from './home.texts.ts';

type Industries = Output<'overview.get'>['industries'];

/** Supply and demand by industry: needs to the left, patents to the right of one line, the most wanted first. */
export function IndustriesCard({ industries }: Readonly<{ industries: Industries }>) {
  const say = useTexts(homeTexts);
  const most = Math.max(1, ...industries.flatMap(({ needs, patents }) => [needs, patents]));
  return (
    <Card title={say('industries.title')} aside={<span className="muted small">{say('industries.lead')}</span>}>
      {industries.length === 0 ? (
        <Empty title={say('nothingYet')} text={say('industries.none')} />
      ) : (
        <ul className="industries">
          <li className="industry industry-head small muted" aria-hidden="true">
            <span />
            <span className="industry-needs">{say('industries.needs')}</span>
            <span className="industry-patents">{say('industries.patents')}</span>
          </li>
          {industries.map(({ code, texts, needs, patents }) => {
            const name = industryName(code, texts[0] ?? '');
            return (
              <li key={code ?? texts[0]} className="industry">
                <span className="industry-name">
                  <IndustryMark
                    of={{ industry: code ?? texts[0] ?? null, ipc: [] }}
                    side={isWanted(needs, patents) ? 'demand' : 'supply'}
                  />
                  <span>
                    {name}
                    {isWanted(needs, patents) && <Tag tone="demand">{say('industries.wanted')}</Tag>}
                  </span>
                </span>
                <Link
                  className="industry-needs"
                  to={paths.needs({ industry: [...texts] })}
                  aria-label={say('industries.needsOf', { name, count: needs })}
                >
                  <span className="amount">{formatCount(needs)}</span>
                  <Bar share={needs / most} side="demand" />
                </Link>
                <Link
                  className="industry-patents"
                  to={paths.patents({ industry: [...texts] })}
                  aria-label={say('industries.patentsOf', { name, count: patents })}
                >
                  <Bar share={patents / most} side="supply" />
                  <span className="amount">{formatCount(patents)}</span>
                </Link>
              </li>
            );
          })}
        </ul>
      )}
    </Card>
  );
}

/** More is wanted than offered. */
const isWanted = (needs: number, patents: number): boolean => needs > patents;

function Bar({ share, side }: Readonly<{ share: number; side: 'supply' | 'demand' }>) {
  const width = share === 0 ? 0 : Math.max(1, share * 100);
  return (
    <svg className={`industry-bar bar-${side}`} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect className="bar-rest" y="4" width="100" height="2" />
      <rect x={side === 'demand' ? 100 - width : 0} width={width} height="10" />
    </svg>
  );
}
