import { stringify } from 'csv-stringify/sync';
import { type Language, say } from '../../domain/messages.ts';
import { spreadsheetText } from '../../domain/spreadsheet-text.ts';
import type { RowProblem } from './parse/row-reader.ts';

const titles: Readonly<Record<Language, readonly string[]>> = {
  zh: ['行号', '列', '原因', '内容'],
  en: ['Row', 'Column', 'Reason', 'Text'],
};

const format = { record_delimiter: 'windows' };

/** The first line, after a byte order mark, without which spreadsheet programs misread Chinese. */
export const csvHead = (language: Language): string => stringify([titles[language]], { ...format, bom: true });

export const csvLines = (problems: readonly RowProblem[], language: Language): string =>
  stringify(
    problems.map((problem) =>
      [String(problem.row), problem.column ?? '', sentence(problem, language), problem.text ?? ''].map(spreadsheetText),
    ),
    format,
  );

export const sentence = ({ key, values }: Pick<RowProblem, 'key' | 'values'>, language: Language): string =>
  say(key, language, values); // stored keys are permanent
