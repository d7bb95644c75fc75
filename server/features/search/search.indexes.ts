import { type Actor, nobody, organisationIdOf } from '../../domain/actors.ts';
import type { Audience } from '../../domain/audience.ts';
import type { CalendarDate } from '../../domain/calendar.ts';
import { comparableYuan } from '../../domain/money.ts';
import { mayKnowOwner, needAudience } from '../../domain/needs/need-visibility.ts';
import { numberKeys } from '../../domain/patents/number-keys.ts';
import { subclassOf } from '../../domain/patents/ipc.ts';
import { listingAudience } from '../../domain/patents/listing-visibility.ts';
import type { IndexDefinition, SearchDocument } from '../../platform/search/search-engine.ts';
import { numbersFacet } from './asking.ts';
import type { SearchableNeed, SearchablePatent } from './search.sources.ts';

/** Increase it with every change of a definition or of how a document is made: indexes of another form are rebuilt. */
export const indexForm = 5;

export const patentIndex: IndexDefinition = {
  name: 'patents',
  text: [
    'title',
    'keywords',
    'abstract',
    'mainClaim',
    'translatedTitle',
    'translatedAbstract',
    'numbers',
    'holders',
    'inventors',
  ],
  titles: ['title', 'keywords', 'translatedTitle'],
  exact: ['numbers'],
  facets: [
    numbersFacet,
    ...['audience', 'type', 'ipc', 'industry', 'route', 'maturity', 'region'],
    ...['holders', 'status', 'organisation'],
  ],
  numbers: ['price', 'expiresOn', 'filedOn', 'maturityLevel', 'confirmedAt'],
  newest: 'confirmedAt',
};

export const needIndex: IndexDefinition = {
  name: 'needs',
  text: ['title', 'keywords', 'description', 'company'],
  titles: ['title', 'keywords'],
  exact: [],
  facets: ['audience', 'ipc', 'route', 'region', 'industry', 'organisation'],
  numbers: ['budget', 'minimumMaturity', 'wantedBy', 'confirmedAt'],
  newest: 'confirmedAt',
};

const everybody = 'public';
const memberOf = (organisationId: string) => `organisation:${organisationId}`;

/** Audiences whose documents the actor may find: in every query, so that no count reveals others. */
export function audiencesOf(actor: Actor): readonly string[] {
  const mine = organisationIdOf(actor);
  return mine === undefined ? [everybody] : [everybody, memberOf(mine)];
}

const indexed = (audience: Audience): readonly string[] =>
  audience === 'everybody' ? [everybody] : audience.map(memberOf);

/** Titles by id, of the things that the actor may know. */
export const titlesOf =
  <Thing extends Readonly<{ id: string; content: Readonly<{ title: string }> }>>(
    present: (ids: readonly string[]) => Promise<readonly Thing[]>,
    mayKnow: (actor: Actor, thing: Thing) => boolean,
  ) =>
  async (actor: Actor, ids: readonly string[]): Promise<ReadonlyMap<string, string>> =>
    new Map(
      (ids.length > 0 ? await present(ids) : [])
        .filter((thing) => mayKnow(actor, thing))
        .map(({ id, content }) => [id, content.title]),
    );

export function patentDocument(patent: SearchablePatent): SearchDocument {
  const { content } = patent;
  return {
    id: patent.id,
    title: content.title,
    keywords: content.keywords,
    abstract: content.abstract,
    mainClaim: content.mainClaim,
    translatedTitle: content.translatedTitle,
    translatedAbstract: content.translatedAbstract,
    numbers: [content.applicationNumber, content.publicationNumber].flatMap((number) =>
      number ? spellings(number) : [],
    ),
    [numbersFacet]: [content.applicationNumber, content.publicationNumber].flatMap((number) =>
      numberKeys(number ?? ''),
    ),
    holders: content.holders,
    inventors: content.inventors,
    audience: indexed(listingAudience(patent)),
    type: content.type,
    ipc: ipcTree(content.ipc),
    route: content.routes,
    maturity: content.maturity?.toString(),
    maturityLevel: content.maturity,
    industry: content.industry,
    region: content.region,
    status: content.legalStatus,
    organisation: patent.organisationId,
    price: comparableYuan(content.askingPrice),
    expiresOn: patent.expiresOn && dayNumber(patent.expiresOn),
    filedOn: content.filedOn && dayNumber(content.filedOn),
    confirmedAt: patent.confirmedAt.getTime(),
  };
}

/** An anonymous need cannot be found by anything that names its owner. */
export function needDocument(need: SearchableNeed): SearchDocument {
  const { content } = need;
  const isNamed = mayKnowOwner(nobody, need);
  return {
    id: need.id,
    title: content.title,
    keywords: content.keywords,
    description: content.description,
    company: isNamed ? [...new Set([content.company, need.owner].filter((name) => name !== undefined))] : undefined,
    audience: indexed(needAudience(need)),
    ipc: ipcTree(content.ipc),
    route: content.routes,
    region: content.region,
    industry: content.industry,
    organisation: isNamed ? need.organisationId : undefined,
    budget: comparableYuan(content.budgetTo ?? content.budgetFrom),
    minimumMaturity: content.minimumMaturity,
    wantedBy: content.wantedBy && dayNumber(content.wantedBy),
    confirmedAt: need.confirmedAt.getTime(),
  };
}

/** `2026-11-23` as 20261123: a number that sorts like the date. */
export const dayNumber = (date: CalendarDate): number => Number(date.replaceAll('-', ''));

/** Sections, classes and subclasses of the symbols, so that each level of the tree can be counted and chosen. */
const ipcTree = (symbols: readonly string[]): string[] => [
  ...new Set(symbols.map(subclassOf).flatMap((subclass) => [subclass.slice(0, 1), subclass.slice(0, 3), subclass])),
];

/** The ways a number is typed: as it is, without its point, and with the prefix ZL of a granted patent. */
const spellings = (number: string): string[] => {
  const plain = number.replace('.', '');
  return [...new Set([number, plain, ...(/^\d/.test(number) ? [`ZL${number}`, `ZL${plain}`] : [])])];
};
