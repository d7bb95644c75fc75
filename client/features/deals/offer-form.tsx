import { Button, InputNumber, Select } from 'antd';
import { rulesOf, routes } from '../../../server/domain/contracts/routes/routes.ts';
import { exclusivities, royaltyBases } from '../../../server/domain/contracts/routes/route-terms.ts';
import { dealingTexts } from '../../components/dealing.texts.ts';
import { DraftNote } from '../../components/draft-note.tsx';
import { Field } from '../../components/field.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { TextField } from '../../components/text-fields.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { useDraft } from '../../lib/drafts.ts';
import { readYuan } from '../../lib/format.ts';
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

/** Terms to put on the table, beginning with the last ones; kept as a draft until they are sent. */
export function OfferForm({ deal, onDone }: Readonly<{ deal: Deal; onDone: () => void }>) {
  const say = useTexts(dealsTexts);
  const dealing = useTexts(dealingTexts);
  const common = useTexts(commonTexts);
  const last = deal.offers.at(-1)?.terms;
  const { value, set, clear, wasKept } = useDraft<Entry>(
    `terms.${deal.id}.${deal.offers.length}`,
    entryFrom(last, say('wholeCountry')),
  );
  const offer = useDealCommand('deals.offer', deal, () => {
    clear();
    onDone();
  });
  const change = (part: Partial<Entry>) => set({ ...value, ...part });
  const amount = readYuan(value.upfront);
  const { fields } = rulesOf(value.route);
  const has = (field: keyof typeof fields) => fields[field] !== 'never';
  const wrong = value.upfront && amount === null ? dealing('amountWrong') : undefined;
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
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {wasKept && <DraftNote discard={clear} bringBack={() => set(value)} />}
      <div className="form-row">
        <Field label={dealing('route')} problem={offer.error} path="route">
          {(control) => (
            <Select
              {...control}
              value={value.route}
              onChange={(route) => change({ route })}
              options={routes.map((route) => ({ value: route, label: common(`route.${route}`) }))}
            />
          )}
        </Field>
        {has('exclusivity') && (
          <Field label={dealing('exclusivity')} problem={offer.error} path="exclusivity">
            {(control) => (
              <Select
                {...control}
                value={value.exclusivity}
                onChange={(exclusivity) => change({ exclusivity })}
                options={exclusivities.map((one) => ({ value: one, label: common(`exclusivity.${one}`) }))}
              />
            )}
          </Field>
        )}
        {has('termMonths') && (
          <Field label={say('termMonthsField')} problem={offer.error} path="termMonths">
            {(control) => (
              <InputNumber
                {...control}
                style={{ width: '100%' }}
                min={1}
                max={240}
                value={value.termMonths}
                onChange={(termMonths) => change({ termMonths: termMonths ?? 12 })}
              />
            )}
          </Field>
        )}
        {has('equityShare') && (
          <Field label={say('equityField')} problem={offer.error} path="equityShare">
            {(control) => (
              <InputNumber
                {...control}
                style={{ width: '100%' }}
                min={0.01}
                max={100}
                value={value.equityShare}
                onChange={(equityShare) => change({ equityShare: equityShare ?? 0 })}
              />
            )}
          </Field>
        )}
      </div>
      <WhereFields where={value.where} problem={offer.error} onChange={(where) => change({ where })} />
      <div className="form-row">
        <TextField
          label={dealing('upfront')}
          hint={dealing('amountHint')}
          problem={offer.error}
          path="upfront"
          wrong={wrong}
          required
          inputMode="decimal"
          value={value.upfront}
          onChange={(upfront) => change({ upfront })}
        />
        {has('royalty') && (
          <Field label={dealing('royalty')} problem={offer.error} path="royalty">
            {(control) => (
              <Select
                {...control}
                value={value.royaltyBase}
                onChange={(royaltyBase) => change({ royaltyBase })}
                options={[
                  { value: 'none' as const, label: say('noRoyalty') },
                  ...royaltyBases.map((base) => ({ value: base, label: dealing(`royaltyBase.${base}`) })),
                ]}
              />
            )}
          </Field>
        )}
        {has('royalty') && value.royaltyBase !== 'none' && (
          <Field label={say('royaltyRate')}>
            {(control) => (
              <InputNumber
                {...control}
                style={{ width: '100%' }}
                min={0.01}
                max={100}
                step={0.5}
                value={value.royaltyRate}
                onChange={(royaltyRate) => change({ royaltyRate: royaltyRate ?? 0 })}
              />
            )}
          </Field>
        )}
        <TextField
          label={say('validUntil')}
          problem={offer.error}
          path="validUntil"
          type="date"
          value={value.validUntil}
          onChange={(validUntil) => change({ validUntil })}
        />
      </div>
      <ProblemNote error={offer.error} />
      <div className="row">
        <Button
          type="primary"
          htmlType="submit"
          loading={offer.isPending}
          disabled={amount === null || !isWhere(value.where)}
        >
          {say('sendOffer')}
        </Button>
        <Button onClick={onDone}>{common('cancel')}</Button>
      </div>
    </form>
  );
}

const entryFrom = (terms: Terms | undefined, wholeCountry: string): Entry => ({
  route: terms?.route ?? 'licence',
  exclusivity: terms?.exclusivity ?? 'ordinary',
  where: areasFrom(terms?.territory ?? { codes: ['000000'], words: wholeCountry }),
  termMonths: terms?.termMonths ?? 36,
  upfront: terms?.upfront.amount ?? '',
  royaltyBase: terms?.royalty?.base ?? 'none',
  royaltyRate: (terms?.royalty?.rate ?? 300) / 100,
  equityShare: (terms?.equityShare ?? 1000) / 100,
  validUntil: '',
});
