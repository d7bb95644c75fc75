import { type Language, say } from '../../domain/messages.ts';
import type { RowProblem } from './parse/row-reader.ts';

const titles: Readonly<Record<Language, readonly string[]>> = {
  zh: ['行号', '列', '原因', '内容'],
  en: ['Row', 'Column', 'Reason', 'Text'],
};

/** The first line, after a byte order mark, without which spreadsheet programs misread Chinese. */
export const csvHead = (language: Language): string => `\uFEFF${csvLine(titles[language])}`;

export function problemLine(problem: RowProblem, language: Language): string {
  const reason = sentence(problem, language);
  return csvLine([String(problem.row), problem.column ?? '', reason, problem.text ?? '']);
}

export const sentence = ({ key, values }: Pick<RowProblem, 'key' | 'values'>, language: Language): string =>
  say(key, language, values); // stored keys are permanent

/** A text of the file that begins like a formula is shown as text: a spreadsheet must not carry it out. */
function csvLine(cells: readonly string[]): string {
  const quoted = cells.map((cell) => {
    const harmless = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
    return /[",\r\n]/.test(harmless) ? `"${harmless.replace(/"/g, '""')}"` : harmless;
  });
  return `${quoted.join(',')}\r\n`;
}
