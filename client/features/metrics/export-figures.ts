import writeExcelFile, { type Sheet } from 'write-excel-file/universal';
import { bases } from '../../../server/domain/contracts/amounts.ts';
import type { dealingTexts } from '../../components/dealing.texts.ts';
import type { commonTexts } from '../../lib/common.texts.ts';
import type { Say } from '../../lib/texts.ts';
import { call } from '../../lib/api.ts';
import { formatList, todayInShanghai } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { saveFile } from '../../lib/save-file.ts';
import type { Output } from '../../../server/api/operations.ts';
import { contractsIn, currenciesOf, type Figures, levelsText, sumOf } from './figures.ts';
import type { metricsTexts } from './metrics.texts.ts';

type Line = Output<'metrics.lines'>['items'][number];

/** What a workbook says beside the figures: whose they are, of which day, and where contracts can be opened. */
type About = Readonly<{ centre: string; today: string; origin: string }>;
type Texts = Readonly<{
  say: Say<typeof metricsTexts>;
  common: Say<typeof commonTexts>;
  dealing: Say<typeof dealingTexts>;
}>;

/** Columns of a sheet: the key of the head in the texts, and the width in characters. */
const cellColumns = [
  ...[['year', 8] as const, ['route', 18] as const, ['level', 10] as const],
  ...[['amount', 20] as const, ['currency', 8] as const, ['contracts', 10] as const],
];
const lineColumns = [
  ...[['basis', 12] as const, ['date', 12] as const, ['kind', 24] as const, ['amount', 20] as const],
  ...[['lineAmount', 20] as const, ['currency', 8] as const, ['route', 18] as const, ['level', 10] as const],
  ...[['patents', 40] as const, ['supplier', 28] as const, ['demander', 28] as const],
  ...[['papers', 48] as const, ['contract', 60] as const, ['open', 10] as const],
];

/**
 * The sheets of the workbook: the cells of each basis on a sheet of their own with a sum by currency, as amounts of two
 * bases are never added; then all ledger lines with their documents and contracts. Amounts are exact up to 15 digits,
 * days are days, and every sheet says whose figures it holds, of which day, and by which definition.
 */
function sheetsOf(
  figures: Figures,
  lines: readonly Line[],
  about: About,
  { say, common, dealing }: Texts,
): Sheet<Blob>[] {
  const { cells, definition } = figures;
  const { centre, today, origin } = about;
  const opening = [
    [bold(say('titleOf', { name: centre }))],
    [say('sheet.asOf'), day(today)],
    [say('definitionText')],
    [say('definitionLine', { version: definition.version, levels: levelsText(definition, dealing) })],
    [],
  ];
  const headOf = (columns: typeof cellColumns | typeof lineColumns) =>
    columns.map(([key]) => bold(say(`sheet.${key}`)));
  const widthsOf = (columns: typeof cellColumns | typeof lineColumns) => columns.map(([, width]) => ({ width }));
  const ofBasis = (basis: (typeof bases)[number]): Sheet<Blob> => {
    const own = cells.filter((cell) => cell.basis === basis);
    const rows = own.map(({ year, route, level, amount }) => [
      ...[year, common(`route.${route}`), `L${level}`, number(amount.amount), amount.currency],
      contractsIn(figures, { year, basis, route, level }),
    ]);
    const sums = currenciesOf(own).map((currency) => [
      ...[bold(say('total')), null, null, { ...number(sumOf(own, currency).amount), fontWeight: 'bold' as const }],
      currency,
    ]);
    return {
      sheet: say(`basis.${basis}`),
      data: [...opening, headOf(cellColumns), ...rows, ...sums],
      columns: widthsOf(cellColumns),
    };
  };
  const lineRows = lines.map(({ basis, date, line, amount, route, level, contract, evidence, contractId }) => {
    const address = `${origin}${contract.isMine ? paths.contract(contractId) : paths.inspection(contractId)}`;
    const of = (part: 'supplier' | 'demander') =>
      formatList(contract.parties.filter((one) => one.part === part).map(({ name }) => name));
    const papers = [
      contract.file && `${say('line.contract')} ${contract.file.name} ${contract.file.sha256.slice(0, 8)}`,
      line.proof && `${dealing(`proofKind.${line.proof.kind}`)} ${line.proof.name} ${line.proof.sha256.slice(0, 8)}`,
      ...evidence.map((one) => `${dealing(`evidenceKind.${one.kind}`)} ${one.number} ${one.date}`),
      contract.sameFile > 0 && say('line.sameFile', { count: contract.sameFile }),
    ];
    return [
      ...[say(`basis.${basis}`), day(date)],
      `${dealing(`lineKind.${line.kind}`)} · ${dealing(`linePart.${line.part}`)}`,
      ...[number(amount.amount), number(line.amount.amount), amount.currency, common(`route.${route}`), `L${level}`],
      ...[formatList(contract.patents.map(({ title }) => title)), of('supplier'), of('demander')],
      ...[papers.filter(Boolean).join('；'), address],
      {
        type: 'Formula' as const,
        value: `=HYPERLINK("${address}","${say('line.openContract')}")`,
        textColor: '#1d4fb8',
      },
    ];
  });
  return [
    ...bases.filter((basis) => cells.some((cell) => cell.basis === basis)).map(ofBasis),
    { sheet: say('lines'), data: [...opening, headOf(lineColumns), ...lineRows], columns: widthsOf(lineColumns) },
  ];
}

/** Saves the figures of a centre as a workbook whose name says whose they are, and of which day. */
export async function saveFigures(figures: Figures, centre: string, texts: Texts): Promise<void> {
  const about = { centre, today: todayInShanghai(), origin: window.location.origin };
  const lines = await allLines(figures.centreId);
  const blob = await writeExcelFile(sheetsOf(figures, lines, about, texts)).toBlob();
  saveFile(blob, `${centre} ${texts.say('fileName')} ${about.today}.xlsx`);
}

const bold = (value: string) => ({ value, fontWeight: 'bold' as const });
const number = (amount: string) => ({ value: Number(amount), format: '#,##0.00' });
/** A calendar day; the library writes the day that it has in UTC. */
const day = (date: string) => ({ value: new Date(`${date}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' });

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
