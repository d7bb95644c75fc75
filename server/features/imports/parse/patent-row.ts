import type { CalendarDate } from '../../../domain/calendar.ts';
import { applicationNumber } from '../../../domain/patents/application-number.ts';
import { contradictionsOf } from '../../../domain/patents/contradictions.ts';
import type { PatentContent } from '../../../domain/patents/patent-content.ts';
import { withoutUnknown } from '../../../domain/patents/patent-entry.ts';
import { publicationNumber } from '../../../domain/patents/publication-number.ts';
import type { Header } from './headers.ts';
import type { PatentField } from './patent-columns.ts';
import { rowReader, type RowResult } from './row-reader.ts';
import type { RawRow } from './table.ts';
import { codeOf, codesOf, routeWords, statusWords, typeWords } from './vocabulary.ts';

/** One row of a patent list as typed content; `today` bounds its dates. */
export function patentRow(header: Header<PatentField>, row: RawRow, today: CalendarDate): RowResult<PatentContent> {
  const read = rowReader(header, row);
  if (read.problems.length > 0) return { row: row.number, problems: read.problems };
  const title = read.required('title', 500);
  const application = read.parsed('applicationNumber', applicationNumber);
  // The granted document's number tells more: it is the same without its kind code, or the only one before 2010.
  const publication =
    read.parsed('grantNumber', publicationNumber) ?? read.parsed('publicationNumber', publicationNumber);
  const publishedOn = read.date('publishedOn');
  const facts = {
    applicationNumber: application?.text,
    publicationNumber: publication?.text,
    type: codeOf(typeWords, read.line('type') ?? '') ?? application?.type ?? publication?.type,
    filedOn: read.date('filedOn'),
    publishedOn,
    grantedOn: read.date('grantedOn') ?? (publication?.isGranted ? publishedOn : undefined),
  };
  const holders = read.list('holders');
  const applicants = read.list('applicants');
  const main = read.classification('mainIpc');
  const all = read.classification('ipc');
  const statusText = read.line('legalStatus', 200);
  const translatedTitle = read.line('translatedTitle', 500);
  const translatedAbstract = read.text('translatedAbstract');
  const abstract = read.text('abstract');
  const askingPrice = read.amounts('askingPrice');
  const content = withoutUnknown({
    title: title ?? '',
    ...facts,
    abstract,
    mainClaim: read.text('mainClaim'),
    // databases repeat the text itself where they have no translation
    translatedTitle: translatedTitle === title ? undefined : translatedTitle,
    translatedAbstract: translatedAbstract === abstract ? undefined : translatedAbstract,
    holders: holders.length > 0 ? holders : applicants,
    inventors: read.list('inventors'),
    ipc: [...new Set([...main.ipc, ...all.ipc])],
    locarno: [...new Set([...main.locarno, ...all.locarno])],
    legalStatus: statusText === undefined ? undefined : codeOf(statusWords, statusText),
    legalStatusText: statusText,
    keywords: read.list('keywords'),
    industry: read.line('industry'),
    maturity: read.level('maturity'),
    routes: codesOf(routeWords, read.line('routes', 500) ?? ''),
    askingPrice: askingPrice?.from ?? askingPrice?.to,
    region: read.line('region'),
  });
  for (const { field, key, values } of contradictionsOf(content, today)) read.refuse(field, key, values);
  if (read.problems.length > 0) return { row: row.number, problems: read.problems };
  return { row: row.number, content, notes: read.notes };
}
