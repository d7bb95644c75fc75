import { Money, type MoneyWire } from '../money.ts';
import type { RouteRules } from './routes/route-rules.ts';
import type { RouteTerms } from './routes/route-terms.ts';
import { type Route, rulesOf } from './routes/routes.ts';
import { isTerritory } from './territory.ts';

/** The terms of an offer or contract, exactly as both sides accept them. */
export type ContractTerms = RouteTerms & Readonly<{ route: Route }>;

/** Terms in an event: the parties' own words appear only as a digest. */
export type TermsRecord = Omit<ContractTerms, 'upfront' | 'territory'> &
  Readonly<{ upfront: MoneyWire; territory: Readonly<{ codes: readonly string[] | 'all'; wordsDigest: string }> }>;

export const termsRecord = (
  { territory, ...terms }: ContractTerms,
  proofOf: (text: string) => string,
): TermsRecord => ({
  ...terms,
  upfront: terms.upfront.toJSON(),
  territory: { codes: territory.codes, wordsDigest: proofOf(territory.words) },
});

/** Terms in requests and responses. */
export const termsToWire = ({ upfront, territory: { codes, words }, ...terms }: ContractTerms) => ({
  ...terms,
  upfront: upfront.toJSON(),
  territory: { codes: codes === 'all' ? codes : [...codes], words },
});
export const termsFromWire = <Wire extends Omit<ContractTerms, 'upfront'> & Readonly<{ upfront: MoneyWire }>>(
  wire: Wire,
): ContractTerms => ({ ...wire, upfront: Money.fromWire(wire.upfront) });

/** The first field that is wrong for the route of the terms; null when all fit. */
export function flawOf(terms: ContractTerms): keyof ContractTerms | null {
  const rules: RouteRules = rulesOf(terms.route);
  for (const field of ['exclusivity', 'termMonths', 'equityShare', 'royalty'] as const) {
    const isThere = terms[field] !== null;
    if (isThere ? rules.fields[field] === 'never' : rules.fields[field] === 'must') return field;
  }
  if (!isTerritory(terms.territory)) return 'territory';
  if (terms.upfront.isNegative()) return 'upfront';
  return terms.upfront.isZero() && !rules.mayBeFree(terms) ? 'upfront' : null;
}

/** The fields that a counter-offer changed. */
export function changedFields(before: ContractTerms, after: ContractTerms): (keyof ContractTerms)[] {
  const fields = Object.keys(after) as (keyof ContractTerms)[];
  return fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}
