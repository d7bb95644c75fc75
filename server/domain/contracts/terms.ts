import { Money, type MoneyWire } from '../money.ts';
import type { RouteRules } from './routes/route-rules.ts';
import type { RouteTerms } from './routes/route-terms.ts';
import { type Route, rulesOf } from './routes/routes.ts';
import { isTerritory } from './territory.ts';

/** What one offer proposes and one contract holds: the exact thing that both sides accept. */
export type ContractTerms = RouteTerms & Readonly<{ route: Route }>;

/** Terms as an event holds them: of the parties' words only proof. */
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

/** Terms as the doors carry them. */
export const termsToWire = ({ upfront, territory: { codes, words }, ...terms }: ContractTerms) => ({
  ...terms,
  upfront: upfront.toJSON(),
  territory: { codes: codes === 'all' ? codes : [...codes], words },
});
export const termsFromWire = <Wire extends Omit<ContractTerms, 'upfront'> & Readonly<{ upfront: MoneyWire }>>(
  wire: Wire,
): ContractTerms => ({ ...wire, upfront: Money.fromWire(wire.upfront) });

/** What is wrong with terms, as the name of the field; null when they fit together. */
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

/** The fields in which two sets of terms differ: what a counter-offer changed. */
export function changedFields(before: ContractTerms, after: ContractTerms): (keyof ContractTerms)[] {
  const fields = Object.keys(after) as (keyof ContractTerms)[];
  return fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}
