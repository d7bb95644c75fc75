import type { CalendarDate } from '../../../domain/calendar.ts';
import type { DomainError } from '../../../domain/errors.ts';
import { type ApplicationNumber, applicationNumber } from '../../../domain/patents/application-number.ts';
import { contradictionsOf } from '../../../domain/patents/contradictions.ts';
import type { PatentContent } from '../../../domain/patents/patent-content.ts';
import { withoutUnknown } from '../../../domain/patents/patent-entry.ts';
import { type PublicationNumber, publicationNumber } from '../../../domain/patents/publication-number.ts';
import type { Header } from './headers.ts';
import type { PatentField } from './patent-columns.ts';
import { type RowReader, rowReader, type RowResult } from './row-reader.ts';
import { readStatus } from './status-words.ts';
import type { RawRow } from './table.ts';
import { codeOf, routeWords, typeWords } from './vocabulary.ts';

type Reader = RowReader<PatentField>;

/** One row of a patent list as typed content; `today` bounds its dates. */
export function patentRow(header: Header<PatentField>, row: RawRow, today: CalendarDate): RowResult<PatentContent> {
  const read = rowReader(header, row);
  if (read.problems.length > 0) return { row: row.number, problems: read.problems };
  const title = read.required('title', 500);
  const { application, publication } = numbersOf(read);
  const typeText = read.line('type');
  const stated = codeOf(typeWords, typeText ?? '');
  if (typeText !== undefined && !stated) read.note('type', 'imports.row.type');
  const type = stated ?? application?.type ?? publication?.type;
  const publishedOn = read.date('publishedOn');
  const facts = {
    applicationNumber: application?.text,
    publicationNumber: publication?.text,
    type,
    filedOn: read.date('filedOn'),
    publishedOn,
    grantedOn: read.date('grantedOn') ?? (publication?.isGranted ? publishedOn : undefined),
  };
  const holders = read.names('holders');
  const applicants = read.names('applicants');
  const classes = (['mainIpc', 'ipc', 'locarno'] as const).map((field) =>
    read.classification(field, field === 'locarno' || type === 'design'),
  );
  const statusText = read.line('legalStatus', 200);
  const translatedTitle = read.line('translatedTitle', 500);
  const translatedAbstract = read.text('translatedAbstract');
  const abstract = read.text('abstract');
  let content = withoutUnknown({
    title: title ?? '',
    ...facts,
    abstract,
    mainClaim: read.text('mainClaim'),
    // databases repeat the text itself where they have no translation
    translatedTitle: translatedTitle === title ? undefined : translatedTitle,
    translatedAbstract: translatedAbstract === abstract ? undefined : translatedAbstract,
    holders: holders.length > 0 ? holders : applicants,
    inventors: read.names('inventors'),
    ipc: [...new Set(classes.flatMap(({ ipc }) => ipc))],
    locarno: [...new Set(classes.flatMap(({ locarno }) => locarno))],
    legalStatus: statusOf(read),
    legalStatusText: statusText,
    keywords: read.list('keywords'),
    industry: read.line('industry'),
    maturity: read.level('maturity'),
    routes: read.codes('routes', routeWords, 'imports.row.routes'),
    askingPrice: read.price('askingPrice'),
    region: read.line('region'),
  });
  // numbers that are of two patents are for a person to mend; another contradiction costs the field that is in doubt
  for (const { field, key, values } of contradictionsOf(content, today)) {
    if (field === 'publicationNumber' || field === 'applicationNumber') read.refuse(field, key, values);
    else {
      read.note(field, key, values);
      const { [field]: _, ...rest } = content;
      const known = field === 'type' ? (application?.type ?? publication?.type) : undefined;
      content = { ...rest, ...(known ? { type: known } : {}) };
    }
  }
  if (read.problems.length > 0) return { row: row.number, problems: read.problems, notes: read.notes };
  return { row: row.number, content, notes: read.notes };
}

/** A long history of events is judged whole, though only its beginning is kept. */
function statusOf(read: Reader): PatentContent['legalStatus'] {
  const text = read.whole('legalStatus');
  if (text === '') return undefined;
  const { status } = readStatus(text);
  return status ?? read.note('legalStatus', 'imports.row.status');
}

/**
 * The numbers of a row. Each may stand in the other's column. One that cannot be read is left out where another names
 * the patent, with a note; where none does, the row is refused, since nothing would say which patent it is about.
 */
function numbersOf(read: Reader): { application?: ApplicationNumber; publication?: PublicationNumber } {
  const first = read.number('applicationNumber', applicationNumber);
  // the granted document's number tells more: it is the same without its kind code, or the only one before 2010
  const grant = read.number('grantNumber', publicationNumber);
  const second = read.number('publicationNumber', publicationNumber);
  let application = first.value;
  let publication = grant.value ?? second.value;
  const unread: { field: PatentField; problem: DomainError }[] = [];
  const tell = (field: PatentField, problem: DomainError | undefined) => {
    if (problem) unread.push({ field, problem });
  };
  const misplacedPublication = first.problem && read.number('applicationNumber', publicationNumber).value;
  if (misplacedPublication) {
    publication ??= misplacedPublication;
    read.note('applicationNumber', 'imports.row.otherNumber');
  } else tell('applicationNumber', first.problem);
  for (const [field, result] of [
    ['grantNumber', grant],
    ['publicationNumber', second],
  ] as const) {
    // prettier-ignore
    const misplaced = result.problem && read.number(field, applicationNumber).value;
    if (misplaced && (!application || application.digits === misplaced.digits)) {
      application ??= misplaced;
      read.note(field, 'imports.row.otherNumber');
    } else tell(field, result.problem);
  }
  for (const { field, problem } of unread) {
    const values = problem.details as Record<string, string | number>; // texts and numbers only
    if (application ?? publication) read.note(field, problem.key, values);
    else read.refuse(field, problem.key, values);
  }
  return { ...(application ? { application } : {}), ...(publication ? { publication } : {}) };
}
