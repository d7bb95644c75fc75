import writeExcelFile from 'write-excel-file/universal';
import type { evidenceKinds } from '../../../server/domain/contracts/evidence.ts';
import type { LineKind, LinePart } from '../../../server/domain/contracts/ledger.ts';
import { bases } from '../../../server/domain/contracts/amounts.ts';
import type { dealingTexts } from '../../components/dealing.texts.ts';
import type { commonTexts } from '../../lib/common.texts.ts';
import type { Say } from '../../lib/texts.ts';
import { call } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { saveFile } from '../../lib/save-file.ts';
import type { Output } from '../../../server/api/operations.ts';
import { contractsIn, type Figures, levelsText } from './figures.ts';
import type { metricsTexts } from './metrics.texts.ts';

type EvidenceKind = (typeof evidenceKinds)[number];
const columns = ['year', 'basis', 'route', 'level', 'amount', 'currency', 'contracts'] as const;

const lineColumns = [
  'basis',
  'date',
  'kind',
  'amount',
  'lineAmount',
  'currency',
  'route',
  'level',
  'papers',
  'contract',
] as const;
type Line = Output<'metrics.lines'>['items'][number];

/**
 * Saves the figures as a workbook: one sheet with all cells and their definition, one with all ledger lines, their
 * documents and contracts. Excel keeps amounts exact up to 15 digits.
 */
export async function saveFigures(
  figures: Figures,
  say: Say<typeof metricsTexts>,
  common: Say<typeof commonTexts>,
  dealing: Say<typeof dealingTexts>,
): Promise<void> {
  const { centreId, cells, definition } = figures;
  const head = columns.map((column) => ({ value: say(`sheet.${column}`), fontWeight: 'bold' as const }));
  const rows = cells.map(({ year, basis, route, level, amount }) => [
    ...[year, say(`basis.${basis}`), common(`route.${route}`), `L${level}`],
    ...[number(amount.amount), amount.currency, contractsIn(figures, { year, basis, route, level })],
  ]);
  const note = [
    say('definitionText'),
    say('definitionLine', { version: definition.version, levels: levelsText(definition, dealing) }),
  ];
  const lineHead = lineColumns.map((column) => ({ value: say(`sheet.${column}`), fontWeight: 'bold' as const }));
  const lines = await allLines(centreId);
  const lineRows = lines.map(({ basis, date, line, amount, route, level, contractSha256, evidence, contractId }) => [
    ...[
      say(`basis.${basis}`),
      date,
      `${dealing(`lineKind.${line.kind as LineKind}`)} · ${dealing(`linePart.${line.part as LinePart}`)}`,
    ],
    ...[number(amount.amount), number(line.amount.amount), amount.currency, common(`route.${route}`), `L${level}`],
    [
      contractSha256 && say('line.contract', { digest: contractSha256.slice(0, 8) }),
      line.proofSha256 && say('line.proof', { digest: line.proofSha256.slice(0, 8) }),
      ...evidence.map((one) => `${dealing(`evidenceKind.${one.kind as EvidenceKind}`)} ${one.number} ${one.date}`),
    ]
      .filter(Boolean)
      .join('；'),
    `${window.location.origin}${paths.contract(contractId)}`,
  ]);
  const blob = await writeExcelFile([
    { sheet: say('breakdown'), data: [head, ...rows, [], ...note.map((text) => [text])], stickyRowsCount: 1 },
    { sheet: say('lines'), data: [lineHead, ...lineRows], stickyRowsCount: 1 },
  ]).toBlob();
  saveFile(blob, `${say('fileName')}.xlsx`);
}

const number = (amount: string) => ({ value: Number(amount), format: '#,##0.00' });

/** Loads all lines of all bases, page by page. */
async function allLines(centreId: string): Promise<Line[]> {
  const lines: Line[] = [];
  for (const basis of bases) {
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page: Output<'metrics.lines'> = await call('metrics.lines', {
        params: { centreId },
        query: { limit: 100, basis, cursor },
      });
      lines.push(...page.items);
      cursor = page.nextCursor;
    }
  }
  return lines;
}
