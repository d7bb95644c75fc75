import { Button, InputNumber, Select } from 'antd';
import { exclusivities, routes, royaltyBases } from '../../../server/domain/deals/terms.ts';
import { DraftNote } from '../../components/draft-note.tsx';
import { Field } from '../../components/field.tsx';
import { ProblemNote } from '../../components/problem-view.tsx';
import { TextField } from '../../components/text-fields.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { useDraft } from '../../lib/drafts.ts';
import { readYuan } from '../../lib/format.ts';
import { useTexts } from '../../lib/texts.ts';
import { type Deal, type Terms, useDealCommand } from './deal.ts';
import { dealsTexts } from './deals.texts.ts';

type Entry = {
  route: Terms['route'];
  exclusivity: NonNullable<Terms['exclusivity']>;
  territory: string;
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
  const common = useTexts(commonTexts);
  const last = deal.offers.at(-1)?.terms;
  const { value, set, clear, wasKept } = useDraft<Entry>(
    `offer.${deal.id}.${deal.offers.length}`,
    entryFrom(last, say('territoryDefault')),
  );
  const offer = useDealCommand('deals.offer', deal, () => {
    clear();
    onDone();
  });
  const change = (part: Partial<Entry>) => set({ ...value, ...part });
  const amount = readYuan(value.upfront);
  const isLicence = value.route === 'licence';
  const mayHaveRoyalty = isLicence || value.route === 'transfer';
  const wrong = value.upfront && amount === null ? say('upfrontWrong') : undefined;
  const submit = () => {
    if (amount === null) return;
    const { route, exclusivity, territory, termMonths, royaltyBase, royaltyRate, equityShare, validUntil } = value;
    offer.give({
      terms: {
        route,
        territory,
        exclusivity: isLicence ? exclusivity : null,
        termMonths: isLicence ? termMonths : null,
        upfront: { amount, currency: last?.upfront.currency ?? 'CNY' },
        royalty:
          mayHaveRoyalty && royaltyBase !== 'none' ? { base: royaltyBase, rate: Math.round(royaltyRate * 100) } : null,
        equityShare: route === 'equity' ? Math.round(equityShare * 100) : null,
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
        <Field label={say('terms.route')} problem={offer.error} path="route">
          {(control) => (
            <Select
              {...control}
              value={value.route}
              onChange={(route) => change({ route })}
              options={routes.map((route) => ({ value: route, label: common(`route.${route}`) }))}
            />
          )}
        </Field>
        {isLicence && (
          <Field label={say('terms.exclusivity')} problem={offer.error} path="exclusivity">
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
        <TextField
          label={say('terms.territory')}
          problem={offer.error}
          path="body.terms.territory"
          required
          value={value.territory}
          onChange={(territory) => change({ territory })}
        />
        {isLicence && (
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
        {value.route === 'equity' && (
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
      <div className="form-row">
        <TextField
          label={say('terms.upfront')}
          hint={say('upfrontHint')}
          problem={offer.error}
          path="upfront"
          wrong={wrong}
          required
          inputMode="decimal"
          value={value.upfront}
          onChange={(upfront) => change({ upfront })}
        />
        {mayHaveRoyalty && (
          <Field label={say('terms.royalty')} problem={offer.error} path="royalty">
            {(control) => (
              <Select
                {...control}
                value={value.royaltyBase}
                onChange={(royaltyBase) => change({ royaltyBase })}
                options={[
                  { value: 'none' as const, label: say('noRoyalty') },
                  ...royaltyBases.map((base) => ({ value: base, label: say(`royaltyBase.${base}`) })),
                ]}
              />
            )}
          </Field>
        )}
        {mayHaveRoyalty && value.royaltyBase !== 'none' && (
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
        <Button type="primary" htmlType="submit" loading={offer.isPending} disabled={amount === null}>
          {say('sendOffer')}
        </Button>
        <Button onClick={onDone}>{common('cancel')}</Button>
      </div>
    </form>
  );
}

const entryFrom = (terms: Terms | undefined, territory: string): Entry => ({
  route: terms?.route ?? 'licence',
  exclusivity: terms?.exclusivity ?? 'ordinary',
  territory: terms?.territory ?? territory,
  termMonths: terms?.termMonths ?? 36,
  upfront: terms?.upfront.amount ?? '',
  royaltyBase: terms?.royalty?.base ?? 'none',
  royaltyRate: (terms?.royalty?.rate ?? 300) / 100,
  equityShare: (terms?.equityShare ?? 1000) / 100,
  validUntil: '',
});
