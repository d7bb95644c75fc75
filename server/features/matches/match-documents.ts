import type { MatchNeed, MatchPatent, Restriction, Route } from '../../../matching/index.ts';
import { comparableYuan } from '../../domain/money.ts';
import type { DealRoute, PatentContent } from '../../domain/patents/patent-content.ts';
import { provinceOf } from '../../domain/place.ts';
import type { MatchableNeed, MatchablePatent } from './matches.ports.ts';

/** Changes whenever a document is made otherwise: what an older server saved is then read in again. */
const form = 3;

/** The library's word for a route; it has none for financing, which is no way to get at a technology. */
const routeOf: Record<DealRoute, Route | null> = {
  transfer: 'transfer',
  exclusiveLicence: 'exclusive-licence',
  soleLicence: 'sole-licence',
  ordinaryLicence: 'ordinary-licence',
  openLicence: 'open-licence',
  equity: 'equity',
  cooperation: 'development',
  financing: null,
};
const dealRouteOf: Record<Route, DealRoute> = {
  transfer: 'transfer',
  'exclusive-licence': 'exclusiveLicence',
  'sole-licence': 'soleLicence',
  'ordinary-licence': 'ordinaryLicence',
  'open-licence': 'openLicence',
  equity: 'equity',
  development: 'cooperation',
};
export const toDealRoute = (route: Route): DealRoute => dealRouteOf[route];

/** A patent as the matching library takes it. `place` is where its organisation is. */
export function matchPatent({ id, organisationId, content, expiresOn }: MatchablePatent, place?: string): MatchPatent {
  const restrictions: Restriction[] = content.legalStatus === 'ended' ? ['not-in-force'] : [];
  return {
    id,
    holderId: organisationId,
    title: content.title,
    abstract: content.abstract ?? '',
    ipc: content.ipc,
    routes: routesOf(content.routes),
    restrictions,
    ...optional({
      claims: content.mainClaim,
      translated: translationOf(content),
      keywords: content.keywords.length > 0 ? content.keywords : undefined,
      industries: industriesOf(content.industry),
      province: provinceOf(content.region ?? '') ?? provinceOf(place ?? ''),
      trl: content.maturity,
      askingPrice: comparableYuan(content.askingPrice),
      expiresOn,
    }),
  };
}

/**
 * A need as the matching library takes it. `declinedPatents` are those its owner or theirs said no to. Where an anonymous
 * owner is, is not told by a condition either: only a region that the need itself gives counts.
 */
export function matchNeed(need: MatchableNeed, declinedPatents: readonly string[], place?: string): MatchNeed {
  const { id, organisationId, content } = need;
  return {
    id,
    demanderId: organisationId,
    title: content.title,
    body: [content.description, content.keywords.join(' ')].filter((text) => text !== '').join('\n'),
    ipc: content.ipc,
    routes: routesOf(content.routes),
    declinedPatents,
    ...optional({
      industries: industriesOf(content.industry),
      province: provinceOf(content.region ?? '') ?? provinceOf((need.visibility !== 'anonymous' && place) || ''),
      budget: comparableYuan(content.budgetTo ?? content.budgetFrom),
      trlMin: content.minimumMaturity,
      deadline: content.wantedBy,
    }),
  };
}

/** What a document was made from; equal stamps make equal documents. */
export const patentStamp = ({ version }: MatchablePatent, place?: string): string =>
  `${form}.${version}.${place ?? ''}`;
export const needStamp = ({ version }: MatchableNeed, declined: readonly string[], place?: string): string =>
  `${form}.${version}.${place ?? ''}.${[...declined].sort().join(',')}`;

const routesOf = (routes: readonly DealRoute[]): Route[] => routes.flatMap((route) => routeOf[route] ?? []);

/** The same in the other language, as far as the listing gives it. */
function translationOf({ translatedTitle: title, translatedAbstract: abstract }: PatentContent) {
  return title === undefined && abstract === undefined ? undefined : optional({ title, abstract });
}

/** Codes of GB/T 4754 in a text such as `C3841 锂离子电池制造`; a text without one says nothing. */
function industriesOf(text: string | undefined): string[] | undefined {
  const codes = text?.match(/(?<![A-Za-z])[A-T]\d{2,4}(?!\d)/g);
  return codes ? [...new Set(codes)] : undefined;
}

type Optional<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

/** The fields that are known. */
function optional<Fields extends object>(fields: Fields): Optional<Fields> {
  // what is left has no undefined in it
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Optional<Fields>;
}
