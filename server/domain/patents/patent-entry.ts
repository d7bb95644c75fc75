import { calendarDate, type CalendarDate } from '../calendar.ts';
import { DomainError } from '../errors.ts';
import type { MoneyWire } from '../money.ts';
import { applicationNumber } from './application-number.ts';
import { contradictionsOf } from './contradictions.ts';
import { readClassification } from './ipc.ts';
import type { DealRoute, LegalStatus, PatentContent } from './patent-content.ts';
import type { PatentType } from './patent-type.ts';
import { publicationNumber } from './publication-number.ts';

/** A patent as a person enters it: numbers, symbols and dates as text. Null and absent: unknown. */
export type PatentEntry = Readonly<{
  title: string;
  abstract?: string | null | undefined;
  mainClaim?: string | null | undefined;
  translatedTitle?: string | null | undefined;
  translatedAbstract?: string | null | undefined;
  applicationNumber?: string | null | undefined;
  publicationNumber?: string | null | undefined;
  type?: PatentType | null | undefined;
  holders?: readonly string[] | null | undefined;
  inventors?: readonly string[] | null | undefined;
  ipc?: readonly string[] | null | undefined;
  locarno?: readonly string[] | null | undefined;
  filedOn?: string | null | undefined;
  publishedOn?: string | null | undefined;
  grantedOn?: string | null | undefined;
  legalStatus?: LegalStatus | null | undefined;
  legalStatusText?: string | null | undefined;
  keywords?: readonly string[] | null | undefined;
  industry?: string | null | undefined;
  maturity?: number | null | undefined;
  routes?: readonly DealRoute[] | null | undefined;
  askingPrice?: MoneyWire | null | undefined;
  region?: string | null | undefined;
}>;

/** Checks and normalises an entry. Throws INVALID_INPUT naming the field. */
export function enterPatent(entry: PatentEntry, today: CalendarDate): PatentContent {
  const parsed = <Value>(field: keyof PatentEntry, parse: (text: string) => Value): Value | undefined => {
    const text = entry[field];
    return typeof text === 'string' && text !== '' ? naming(field, () => parse(text)) : undefined;
  };
  const application = parsed('applicationNumber', applicationNumber);
  const publication = parsed('publicationNumber', publicationNumber);
  const classes = readClassification([...(entry.ipc ?? []), ...(entry.locarno ?? [])].join(';'));
  const [symbol] = classes.unread;
  if (symbol !== undefined) throw new DomainError('INVALID_INPUT', 'patents.ipcUnread', { field: 'ipc', symbol });

  const content = withoutUnknown({
    title: entry.title,
    abstract: entry.abstract,
    mainClaim: entry.mainClaim,
    translatedTitle: entry.translatedTitle,
    translatedAbstract: entry.translatedAbstract,
    applicationNumber: application?.text,
    publicationNumber: publication?.text,
    type: entry.type ?? application?.type ?? publication?.type,
    holders: unique(entry.holders),
    inventors: unique(entry.inventors),
    ipc: classes.ipc,
    locarno: classes.locarno,
    filedOn: parsed('filedOn', calendarDate),
    publishedOn: parsed('publishedOn', calendarDate),
    grantedOn: parsed('grantedOn', calendarDate),
    legalStatus: entry.legalStatus,
    legalStatusText: entry.legalStatusText,
    keywords: unique(entry.keywords),
    industry: entry.industry,
    maturity: entry.maturity,
    routes: unique(entry.routes),
    askingPrice: entry.askingPrice,
    region: entry.region,
  });
  const [contradiction] = contradictionsOf(content, today);
  if (contradiction) {
    const { field, key, values } = contradiction;
    throw new DomainError('INVALID_INPUT', key, { ...values, field });
  }
  return content;
}

const unique = <Item>(items: readonly Item[] | null | undefined): Item[] => [...new Set(items ?? [])];

function naming<Value>(field: string, parse: () => Value): Value {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new DomainError(error.code, error.key, { ...error.details, field });
  }
}

/** Drops fields that are undefined, null or empty. */
export function withoutUnknown(
  fields: Readonly<{ [Field in keyof PatentContent]: PatentContent[Field] | null | undefined }>,
): PatentContent {
  const known = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return Object.fromEntries(known) as PatentContent; // the required fields are required of the caller
}
