import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { Button } from 'antd';
import type { Output } from '../../../server/api/operations.ts';
import { DataTable } from '../../components/data-table.tsx';
import { dealingTexts } from '../../components/dealing.texts.ts';
import { FileLink } from '../../components/file-link.tsx';
import { Amount } from '../../components/money.tsx';
import { More } from '../../components/more.tsx';
import { Card } from '../../components/page.tsx';
import { Shown } from '../../components/shown.tsx';
import { Tag } from '../../components/tag.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { formatList } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { useList } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { levelName } from './figures.ts';
import { metricsTexts } from './metrics.texts.ts';
import type { Asked } from './use-asked.ts';

type Line = Output<'metrics.lines'>['items'][number];
type LinesCardProps = Readonly<{ centreId: string; asked: Asked; onClose: () => void }>;

/** The ledger lines behind one figure: what each is about, between whom, and the papers behind it. */
export function LinesCard({ centreId, asked, onClose }: LinesCardProps) {
  const say = useTexts(metricsTexts);
  const dealing = useTexts(dealingTexts);
  const common = useTexts(commonTexts);
  const { basis, year, route, level, isCounted } = asked;
  const what = isCounted
    ? say('headline', { year })
    : [year, route && common(`route.${route}`), level === null ? null : levelName(level, common)]
        .filter((part) => part !== null)
        .join(' · ') || say('total');
  const lines = useList('metrics.lines', {
    params: { centreId },
    query: {
      ...{ limit: 50, basis, isCounted: isCounted ? 'true' : undefined },
      ...{ year: year ?? undefined, route: route ?? undefined, level: level ?? undefined },
    },
  });
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => top.current?.scrollIntoView({ block: 'nearest' }), [basis, year, route, level, isCounted]);
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
                { head: say('line.about'), minWidth: 200, cell: (line) => <About line={line} /> },
                {
                  head: say('line.kind'),
                  minWidth: 120,
                  cell: ({ line: { kind, part } }) => `${dealing(`lineKind.${kind}`)} · ${dealing(`linePart.${part}`)}`,
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
                { head: say('line.papers'), minWidth: 160, cell: (line) => <Papers line={line} /> },
              ]}
            />
          )}
        </Shown>
        <More list={lines} />
      </Card>
    </div>
  );
}

/** What a line is about, between whom; opens the contract: one's own, or to be looked at. */
function About({ line: { contractId, contract } }: Readonly<{ line: Line }>) {
  const say = useTexts(metricsTexts);
  const { isMine, parties, patents, sameFile } = contract;
  const titles = patents.flatMap(({ title }) => title || []);
  const between = (part: 'supplier' | 'demander') =>
    formatList(parties.filter((one) => one.part === part).map(({ name }) => name));
  return (
    <>
      <Link to={isMine ? paths.contract(contractId) : paths.inspection(contractId)}>
        {formatList(titles) || say('line.openContract')}
      </Link>
      <div className="muted small">
        {between('supplier')} → {between('demander')}
      </div>
      {sameFile > 0 && <Tag tone="bad">{say('line.sameFile', { count: sameFile })}</Tag>}
    </>
  );
}

/** The contract file, payment proof and official records behind a line, by names that open. */
function Papers({ line: { contract, line, evidence } }: Readonly<{ line: Line }>) {
  const say = useTexts(metricsTexts);
  const dealing = useTexts(dealingTexts);
  return (
    <div className="small">
      {contract.file && (
        <div>
          {say('line.contract')} <FileLink file={contract.file} />
        </div>
      )}
      {line.proof && (
        <div>
          {dealing(`proofKind.${line.proof.kind}`)} <FileLink file={line.proof} />
        </div>
      )}
      {evidence.map(({ kind, number, date, file }) => (
        <div key={kind + number}>
          {dealing(`evidenceKind.${kind}`)} {number} ({date}) {file && <FileLink file={file} />}
        </div>
      ))}
    </div>
  );
}
