import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { Button } from 'antd';
import type { bases } from '../../../server/domain/contracts/amounts.ts';
import type { evidenceKinds } from '../../../server/domain/contracts/evidence.ts';
import type { LineKind, LinePart } from '../../../server/domain/contracts/ledger.ts';
import { Amount } from '../../components/money.tsx';
import { More } from '../../components/more.tsx';
import { Card } from '../../components/page.tsx';
import { Shown } from '../../components/shown.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { paths } from '../../lib/paths.ts';
import { useList } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import type { Part } from './breakdown.tsx';
import { metricsTexts } from './metrics.texts.ts';

export type LinesAsked = Part &
  Readonly<{ centreId: string; basis: (typeof bases)[number]; year: number | null; what: string }>;

/** The ledger lines behind one figure, with the papers behind each line. */
export function LinesCard({ asked, onClose }: Readonly<{ asked: LinesAsked; onClose: () => void }>) {
  const say = useTexts(metricsTexts);
  const common = useTexts(commonTexts);
  const { centreId, basis, year, route, level, isCounted, what } = asked;
  const lines = useList('metrics.lines', {
    params: { centreId },
    query: {
      ...{ limit: 50, basis, isCounted },
      ...{ year: year ?? undefined, route: route ?? undefined, level: level ?? undefined },
    },
  });
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => top.current?.scrollIntoView({ block: 'nearest' }), [asked]);
  return (
    <div ref={top}>
      <Card title={say('linesOf', { what })} aside={<Button onClick={onClose}>{common('close')}</Button>}>
        <Shown query={lines}>
          {() => (
            <div className="scroll-x" tabIndex={0} role="region" aria-label={say('lines')}>
              <table>
                <thead>
                  <tr>
                    <th>{say('line.date')}</th>
                    <th>{say('line.kind')}</th>
                    <th className="number">{say('line.amount')}</th>
                    <th className="number">{say('line.lineAmount')}</th>
                    <th>{say('line.level')}</th>
                    <th>{say('line.papers')}</th>
                    <th>{say('line.contractLink')}</th>
                  </tr>
                </thead>
                <tbody>
                  {lines.items.map((item) => (
                    <tr key={[item.lineId, item.basis, item.date].join()}>
                      <td className="amount">{item.date}</td>
                      <td>
                        {say(`lineKind.${item.line.kind as LineKind}`)} ·{' '}
                        {say(`linePart.${item.line.part as LinePart}`)}
                      </td>
                      <td className="number">
                        <Amount money={item.amount} />
                      </td>
                      <td className="number muted">
                        <Amount money={item.line.amount} />
                      </td>
                      <td>L{item.level}</td>
                      <td className="small">
                        {item.contractSha256 && (
                          <div>{say('line.contract', { digest: item.contractSha256.slice(0, 8) })}</div>
                        )}
                        {item.line.proofSha256 && (
                          <div>{say('line.proof', { digest: item.line.proofSha256.slice(0, 8) })}</div>
                        )}
                        {item.evidence.map(({ kind, number, date }) => (
                          <div key={kind + number}>
                            {say(`evidenceKind.${kind as (typeof evidenceKinds)[number]}`)} {number} ({date})
                          </div>
                        ))}
                      </td>
                      <td>
                        <Link to={paths.contract(item.contractId)}>{say('line.openContract')}</Link>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </Shown>
        <More list={lines} />
      </Card>
    </div>
  );
}
