import writeExcelFile from 'write-excel-file/universal';
import type { commonTexts } from '../../lib/common.texts.ts';
import type { Say } from '../../lib/texts.ts';
import type { Figures } from './figures.ts';
import type { metricsTexts } from './metrics.texts.ts';

const columns = ['year', 'basis', 'route', 'level', 'amount', 'currency', 'deals'] as const;

/** Saves every cell of the figures, with the definition they follow, as a workbook; up to 15 digits are exact there. */
export async function saveFigures(
  { cells, definition }: Figures,
  say: Say<(typeof metricsTexts)['zh']>,
  common: Say<(typeof commonTexts)['zh']>,
): Promise<void> {
  const head = columns.map((column) => ({ value: say(`sheet.${column}`), fontWeight: 'bold' as const }));
  const rows = cells.map(({ year, basis, route, level, amount, deals }) => [
    ...[year, say(`basis.${basis}`), common(`route.${route}`), `L${level}`],
    ...[{ value: Number(amount.amount), format: '#,##0.00' }, amount.currency, deals],
  ]);
  const note = [
    say('definitionText'),
    say('definitionLine', { version: definition.version, level: definition.minimumLevel }),
  ];
  const blob = await writeExcelFile([head, ...rows, [], ...note.map((text) => [text])]).toBlob();
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `${say('fileName')}.xlsx`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
