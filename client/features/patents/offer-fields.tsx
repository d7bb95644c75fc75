import { MaturityField, RoutesField, WordsField } from '../../components/choice-fields.tsx';
import { fieldsOf } from '../../components/field.tsx';
import { TextField } from '../../components/text-fields.tsx';
import { readYuan } from '../../lib/format.ts';
import { useTexts } from '../../lib/texts.ts';
import type { Patent } from './patent.ts';
import { patentsTexts } from './patents.texts.ts';

type Offer = {
  routes: Patent['routes'];
  maturity: number | null;
  /** As it is typed. */
  price: string;
  region: string;
  keywords: string[];
};
type OfferFieldsProps = Readonly<{ value: Offer; onChange: (part: Partial<Offer>) => void; problem: unknown }>;

/** What a holder offers of a patent, and how far it is. */
export function OfferFields({ value, onChange, problem }: OfferFieldsProps) {
  const say = useTexts(patentsTexts);
  const field = fieldsOf(value, onChange, problem);
  return (
    <>
      <div className="form-row">
        <RoutesField label={say('field.routes')} {...field('routes')} />
        <MaturityField label={say('field.maturity')} {...field('maturity')} />
        <TextField
          label={say('field.askingPrice')}
          hint={say('priceHint')}
          wrong={askedPrice(value).isWrong ? say('priceWrong') : undefined}
          {...field('price', 'askingPrice')}
        />
        <TextField label={say('field.region')} {...field('region')} />
      </div>
      <WordsField label={say('field.keywords')} splitsAtSpaces {...field('keywords')} />
    </>
  );
}

/** The price that is typed; null for none, and for what cannot be read as one. */
export function askedPrice({ price }: Pick<Offer, 'price'>) {
  const amount = readYuan(price);
  return {
    askingPrice: amount === null ? null : ({ amount, currency: 'CNY' } as const),
    isWrong: price.trim() !== '' && amount === null,
  };
}
