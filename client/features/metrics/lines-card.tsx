import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { Button } from 'antd';
import type { Output } from '../../../server/api/operations.ts';
import type { bases } from '../../../server/domain/contracts/amounts.ts';
import type { evidenceKinds } from '../../../server/domain/contracts/evidence.ts';
import type { LineKind, LinePart } from '../../../server/domain/contracts/ledger.ts';
import { DataTable } from '../../components/data-table.tsx';
import { dealingTexts } from '../../components/dealing.texts.ts';
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

/** The ledger lines behind one figure, with the documents behind each line. */
export function LinesCard({ asked, onClose }: Readonly<{ asked: LinesAsked; onClose: () => void }>) {
  const say = useTexts(metricsTexts);
  const dealing = useTexts(dealingTexts);
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
            <DataTable
              label={say('lines')}
              rows={lines.items}
              keyOf={({ lineId, basis: of, date }) => [lineId, of, date].join()}
              columns={[
                { head: say('line.date'), cell: ({ date }) => <span className="amount">{date}</span> },
                {
                  head: say('line.kind'),
                  cell: ({ line: { kind, part } }) =>
                    `${dealing(`lineKind.${kind as LineKind}`)} · ${dealing(`linePart.${part as LinePart}`)}`,
                },
                { head: say('line.amount'), isNumber: true, cell: ({ amount }) => <Amount money={amount} /> },
                {
                  head: say('line.lineAmount'),
                  isNumber: true,
                  cell: ({ line }) => (
                    <span className="muted">
                      <Amount money={line.amount} />
                    </span>
                  ),
                },
                { head: say('line.level'), cell: ({ level: of }) => `L${of}` },
                { head: say('line.papers'), cell: (line) => <Papers of={line} /> },
                {
                  head: say('line.contractLink'),
                  cell: ({ contractId }) => <Link to={paths.contract(contractId)}>{say('line.openContract')}</Link>,
                },
              ]}
            />
          )}
        </Shown>
        <More list={lines} />
      </Card>
    </div>
  );
}

/** The contract file, payment proof and official records behind a line. */
function Papers({
  of: { contractSha256, line, evidence },
}: Readonly<{ of: Output<'metrics.lines'>['items'][number] }>) {
  const say = useTexts(metricsTexts);
  const dealing = useTexts(dealingTexts);
  return (
    <div className="small">
      {contractSha256 && <div>{say('line.contract', { digest: contractSha256.slice(0, 8) })}</div>}
      {line.proofSha256 && <div>{say('line.proof', { digest: line.proofSha256.slice(0, 8) })}</div>}
      {evidence.map(({ kind, number, date }) => (
        <div key={kind + number}>
          {dealing(`evidenceKind.${kind as (typeof evidenceKinds)[number]}`)} {number} ({date})
        </div>
      ))}
    </div>
  );
}
