import { rulesOf, routes } from '../../../server/domain/contracts/routes/routes.ts';
import { exclusivities, royaltyBases } from '../../../server/domain/contracts/routes/route-terms.ts';
import { ChoiceField, NumberField } from '../../components/choice-fields.tsx';
import { dealingTexts } from '../../components/dealing.texts.ts';
import { DraftForm } from '../../components/draft-form.tsx';
import { fieldsOf } from '../../components/field.tsx';
import { type FieldNames, MergeNote } from '../../components/merge-note.tsx';
import { TextField } from '../../components/text-fields.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { useEdit } from '../../lib/edit.ts';
import { formatYuan, readYuan, typedYuan } from '../../lib/format.ts';
import { useTexts } from '../../lib/texts.ts';
import type { Terms } from '../../components/terms-view.tsx';
import { type Deal, useDealCommand } from './deal.ts';
import { dealsTexts } from './deals.texts.ts';
import { areasFrom, codesOf, isWhere, type Where, WhereFields } from './where-fields.tsx';

type Entry = {
  route: Terms['route'];
  exclusivity: NonNullable<Terms['exclusivity']>;
  where: Where;
  termMonths: number;
  upfront: string;
  royaltyBase: NonNullable<Terms['royalty']>['base'] | 'none';
  royaltyRate: number;
  equityShare: number;
  validUntil: string;
};

/**
 * The form of a new offer, filled from the last one; kept as a draft until it is sent. When another version comes
 * meanwhile, it is shown beside what is typed, which stays as it is.
 */
export function OfferForm({ deal, onDone }: Readonly<{ deal: Deal; onDone: () => void }>) {
  const say = useTexts(dealsTexts);
  const dealing = useTexts(dealingTexts);
  const common = useTexts(commonTexts);
  const newest = deal.offers.at(-1);
  const last = newest?.terms;
  const draft = useEdit(
    `terms.${deal.id}`,
    { version: deal.offers.length, fields: entryFrom(last, say('wholeCountry')) },
    { takes: 'nothing' },
  );
  const { value, set, clear } = draft;
  const offer = useDealCommand('deals.offer', deal, () => {
    clear(deal.offers.length + 1);
    onDone();
  });
  const arrived = newest && {
    title: say('arrived', { number: newest.number, side: common(`side.${newest.by}`) }),
    text: say('arrivedText'),
    theirs: say('offerNumber', { number: newest.number }),
  };
  const change = (part: Partial<Entry>) => set({ ...value, ...part });
  const field = fieldsOf(value, change, offer.error);
  const amount = readYuan(value.upfront);
  const { fields } = rulesOf(value.route);
  const has = (field: keyof typeof fields) => fields[field] !== 'never';
  const submit = () => {
    if (amount === null) return;
    const { route, exclusivity, where, termMonths, royaltyBase, royaltyRate, equityShare, validUntil } = value;
    offer.give({
      terms: {
        route,
        territory: { codes: codesOf(where), words: where.words },
        exclusivity: has('exclusivity') ? exclusivity : null,
        termMonths: has('termMonths') ? termMonths : null,
        upfront: { amount, currency: last?.upfront.currency ?? 'CNY' },
        royalty:
          has('royalty') && royaltyBase !== 'none' ? { base: royaltyBase, rate: Math.round(royaltyRate * 100) } : null,
        equityShare: has('equityShare') ? Math.round(equityShare * 100) : null,
      },
      validUntil: validUntil || null,
    });
  };
  return (
    <DraftForm
      draft={draft}
      okText={say('sendOffer')}
      isReady={amount !== null && isWhere(value.where)}
      command={offer}
      onSubmit={submit}
      onCancel={onDone}
      merge={<MergeNote editing={draft} names={useNames()} arrived={arrived} />}
    >
      <div className="form-row">
        <ChoiceField
          label={dealing('route')}
          options={routes}
          nameOf={(route) => common(`route.${route}`)}
          {...field('route')}
        />
        {has('exclusivity') && (
          <ChoiceField
            label={dealing('exclusivity')}
            options={exclusivities}
            nameOf={(one) => common(`exclusivity.${one}`)}
            {...field('exclusivity')}
          />
        )}
        {has('termMonths') && (
          <NumberField label={say('termMonthsField')} min={1} max={240} ifEmpty={12} {...field('termMonths')} />
        )}
        {has('equityShare') && (
          <NumberField label={say('equityField')} min={0.01} max={100} {...field('equityShare')} />
        )}
      </div>
      <WhereFields where={value.where} problem={offer.error} onChange={(where) => change({ where })} />
      <div className="form-row">
        <TextField
          label={dealing('upfront')}
          hint={dealing('amountHint')}
          wrong={value.upfront && amount === null ? dealing('amountWrong') : undefined}
          required
          inputMode="decimal"
          {...field('upfront')}
        />
        {has('royalty') && (
          <ChoiceField
            label={dealing('royalty')}
            options={['none', ...royaltyBases]}
            nameOf={(base) => (base === 'none' ? say('noRoyalty') : dealing(`royaltyBase.${base}`))}
            {...field('royaltyBase', 'royalty')}
          />
        )}
        {has('royalty') && value.royaltyBase !== 'none' && (
          <NumberField label={say('royaltyRate')} min={0.01} max={100} step={0.5} {...field('royaltyRate')} />
        )}
        <TextField label={say('validUntil')} type="date" {...field('validUntil')} />
      </div>
    </DraftForm>
  );
}

/** What the fields are called, and how their values are said. */
function useNames(): FieldNames<Entry> {
  const say = useTexts(dealsTexts);
  const dealing = useTexts(dealingTexts);
  const common = useTexts(commonTexts);
  return {
    route: [dealing('route'), (route) => common(`route.${route}`)],
    exclusivity: [dealing('exclusivity'), (one) => common(`exclusivity.${one}`)],
    where: [dealing('territory'), ({ words }) => words],
    termMonths: [dealing('termMonths'), (count) => dealing('months', { count })],
    upfront: [dealing('upfront'), formatYuan],
    royaltyBase: [dealing('royalty'), (base) => (base === 'none' ? say('noRoyalty') : dealing(`royaltyBase.${base}`))],
    royaltyRate: say('royaltyRate'),
    equityShare: say('equityField'),
    validUntil: say('validUntil'),
  };
}

const entryFrom = (terms: Terms | undefined, wholeCountry: string): Entry => ({
  route: terms?.route ?? 'licence',
  exclusivity: terms?.exclusivity ?? 'ordinary',
  where: areasFrom(terms?.territory ?? { codes: ['000000'], words: wholeCountry }),
  termMonths: terms?.termMonths ?? 36,
  upfront: typedYuan(terms?.upfront.amount),
  royaltyBase: terms?.royalty?.base ?? 'none',
  royaltyRate: (terms?.royalty?.rate ?? 300) / 100,
  equityShare: (terms?.equityShare ?? 1000) / 100,
  validUntil: '',
});
