import type { MatchNeed, MatchPatent, Restriction, Route } from '../../../matching/index.ts';
import { comparableYuan } from '../../domain/money.ts';
import type { DealRoute, PatentContent } from '../../domain/patents/patent-content.ts';
import { provinceOf } from '../../domain/place.ts';
import type { MatchableNeed, MatchablePatent } from './matches.ports.ts';

/** Increase it with every change of how documents are made: what an older server saved is then read again. */
const form = 4;

/** The library's name of a route; it has none for financing, which is no way to use a technology. */
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

/** A patent for the matching library; `place` is the location of its organisation. */
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
 * A need for the matching library; `declinedPatents` are those that either owner declined. The place of an anonymous
 * owner must not show in a condition either, so only a region given by the need itself counts.
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
      neededBy: content.wantedBy,
      deadline: need.endsOn,
      notMeant: need.notMeant && need.notMeant.length > 0 ? need.notMeant : undefined,
    }),
  };
}

/** Identifies what a document was made from: equal stamps mean equal documents. */
export const patentStamp = ({ version }: MatchablePatent, place?: string): string =>
  `${form}.${version}.${place ?? ''}`;
export const needStamp = ({ version }: MatchableNeed, declined: readonly string[], place?: string): string =>
  `${form}.${version}.${place ?? ''}.${[...declined].sort().join(',')}`;

const routesOf = (routes: readonly DealRoute[]): Route[] => routes.flatMap((route) => routeOf[route] ?? []);

/** Title and abstract in the other language, as far as the listing has them. */
function translationOf({ translatedTitle: title, translatedAbstract: abstract }: PatentContent) {
  return title === undefined && abstract === undefined ? undefined : optional({ title, abstract });
}

/** GB/T 4754 codes in a text such as `C3841 锂离子电池制造`; undefined without any. */
function industriesOf(text: string | undefined): string[] | undefined {
  const codes = text?.match(/(?<![A-Za-z])[A-T]\d{2,4}(?!\d)/g);
  return codes ? [...new Set(codes)] : undefined;
}

/** The divisions of GB/T 4754 (`C38`) in which industries lie, each once and in order. */
export const divisionsIn = (codes: readonly string[]): string[] =>
  [...new Set(codes.filter((code) => code.length >= 3).map((code) => code.slice(0, 3)))].sort();

/** The divisions of both sides of a pair. */
export const divisionsOf = ({ need, patent }: Readonly<{ need: MatchableNeed; patent: MatchablePatent }>): string[] =>
  divisionsIn([need, patent].flatMap(({ content }) => industriesOf(content.industry) ?? []));

type Optional<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

/** Only the fields that are known. */
function optional<Fields extends object>(fields: Fields): Optional<Fields> {
  // without undefined values now
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Optional<Fields>;
}
