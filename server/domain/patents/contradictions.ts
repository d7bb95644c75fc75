import { type CalendarDate, yearOf } from '../calendar.ts';
import type { MessageKey } from '../messages.ts';
import { applicationNumber } from './application-number.ts';
import type { PatentContent } from './patent-content.ts';
import { publicationNumber } from './publication-number.ts';

type Judged = Pick<
  PatentContent,
  'applicationNumber' | 'publicationNumber' | 'type' | 'filedOn' | 'publishedOn' | 'grantedOn'
>;

/** Two fields that cannot both be true; `field` is the one that is shown as wrong. */
export type Contradiction = Readonly<{
  field: keyof Judged;
  key: MessageKey;
  values?: Readonly<Record<string, string | number>>;
}>;

/** The contradictions among a patent's numbers, type and dates, and dates after `today`. */
export function contradictionsOf(patent: Judged, today: CalendarDate): Contradiction[] {
  const found: Contradiction[] = [];
  const application = patent.applicationNumber === undefined ? undefined : applicationNumber(patent.applicationNumber);
  const publication = patent.publicationNumber === undefined ? undefined : publicationNumber(patent.publicationNumber);
  if (application && publication && application.type !== publication.type) {
    found.push({ field: 'publicationNumber', key: 'patents.numbersDisagree' });
  }
  const type = application?.type ?? publication?.type;
  if (type && patent.type && type !== patent.type) found.push({ field: 'type', key: 'patents.typeDisagrees' });

  const { filedOn } = patent;
  for (const field of ['filedOn', 'publishedOn', 'grantedOn'] as const) {
    const date = patent[field];
    if (date && date > today) found.push({ field, key: 'patents.dateInFuture' });
    else if (date && filedOn && date < filedOn) found.push({ field, key: 'patents.datesOutOfOrder' });
  }
  // Earlier is possible: a divisional keeps its parent's filing date, a national phase the international one.
  if (application && filedOn && yearOf(filedOn) > application.year) {
    found.push({ field: 'filedOn', key: 'patents.filedAfterNumber', values: { year: application.year } });
  }
  return found;
}
