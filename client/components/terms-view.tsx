import type { ReactNode } from 'react';
import type { Output } from '../../server/api/operations.ts';
import { commonTexts } from '../lib/common.texts.ts';
import { formatList, formatMoney, formatShare } from '../lib/format.ts';
import { useTexts } from '../lib/texts.ts';
import { dealingTexts } from './dealing.texts.ts';
import './terms-view.css';

export type Terms = Output<'contracts.get'>['terms'];

const fields = ['route', 'exclusivity', 'territory', 'termMonths', 'upfront', 'royalty', 'equityShare'] as const;

/** Terms field by field; fields that a counter-offer changed are marked and show the former value. */
export function TermsView({
  terms,
  before,
  changed = [],
}: Readonly<{ terms: Terms; before?: Terms | undefined; changed?: readonly string[] }>) {
  const say = useTexts(dealingTexts);
  const text = useTermText();
  return (
    <dl className="facts">
      {fields.map((field): ReactNode => {
        const value = text(field, terms);
        const old = before && changed.includes(field) ? text(field, before) : null;
        if (value === null && old === null) return null;
        return (
          <div key={field} style={{ display: 'contents' }}>
            <dt>{say(field)}</dt>
            <dd className={old === null ? '' : 'changed'}>
              {value ?? '—'} {old !== null && <s>{say('before', { value: old })}</s>}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** Says terms in a few words: route with its kind, and what is paid. */
export function useTermsText() {
  const text = useTermText();
  const say = useTexts(dealingTexts);
  return (terms: Terms): string =>
    formatList(
      shortly.flatMap((field) => {
        const value = text(field, terms);
        return value === null ? [] : say('termIs', { field: say(field), value });
      }),
    );
}
const shortly = ['route', 'exclusivity', 'upfront', 'royalty', 'equityShare'] as const;

function useTermText() {
  const say = useTexts(dealingTexts);
  const common = useTexts(commonTexts);
  return (field: (typeof fields)[number], terms: Terms): string | null => {
    switch (field) {
      case 'route':
        return common(`route.${terms.route}`);
      case 'exclusivity':
        return terms.exclusivity && common(`exclusivity.${terms.exclusivity}`);
      case 'territory':
        return terms.territory.words;
      case 'termMonths':
        return terms.termMonths === null ? null : say('months', { count: terms.termMonths });
      case 'upfront':
        return formatMoney(terms.upfront);
      case 'royalty':
        return (
          terms.royalty &&
          say('royaltyOf', { base: say(`royaltyBase.${terms.royalty.base}`), rate: formatShare(terms.royalty.rate) })
        );
      case 'equityShare':
        return terms.equityShare === null ? null : formatShare(terms.equityShare);
    }
  };
}
