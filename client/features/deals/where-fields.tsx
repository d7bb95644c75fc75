import { Select } from 'antd';
import { isTerritory, type Territory } from '../../../server/domain/contracts/territory.ts';
import { wholeCountry } from '../../../server/domain/place.ts';
import { dealingTexts } from '../../components/dealing.texts.ts';
import { Field } from '../../components/field.tsx';
import { TextField } from '../../components/text-fields.tsx';
import { formatList } from '../../lib/format.ts';
import { placeName, provinceOptions } from '../../lib/places.ts';
import { useTexts } from '../../lib/texts.ts';
import { dealsTexts } from './deals.texts.ts';

const reaches = ['wholeCountry', 'provinces', 'countries', 'everywhere'] as const;
type Reach = (typeof reaches)[number];

/** A territory as entered. `areas` are province or country codes; `words` is the text that binds the parties. */
export type Where = Readonly<{ reach: Reach; areas: readonly string[]; words: string }>;

export const codesOf = ({ reach, areas }: Where): string[] | 'all' =>
  reach === 'everywhere' ? 'all' : reach === 'wholeCountry' ? [wholeCountry] : [...areas];

export const isWhere = (where: Where): boolean =>
  where.words.trim() !== '' && isTerritory({ codes: codesOf(where), words: where.words });

export function areasFrom({ codes, words }: Territory): Where {
  if (codes === 'all') return { reach: 'everywhere', areas: [], words };
  if (codes.length === 1 && codes[0] === wholeCountry) return { reach: 'wholeCountry', areas: [], words };
  return { reach: codes.some((code) => /^\d/.test(code)) ? 'provinces' : 'countries', areas: codes, words };
}

type WhereFieldsProps = Readonly<{ where: Where; problem: unknown; onChange: (where: Where) => void }>;

/** The fields of a territory: codes that can be compared, and the words that bind the parties. */
export function WhereFields({ where, problem, onChange }: WhereFieldsProps) {
  const say = useTexts(dealsTexts);
  const dealing = useTexts(dealingTexts);
  const { reach, areas } = where;
  /** The words follow the chosen areas until the user edits them. */
  const change = (part: Partial<Where>) => {
    const next = { ...where, ...part };
    const isOwn = where.words !== wordsOf(where);
    onChange(isOwn ? next : { ...next, words: wordsOf(next) });
  };
  const wordsOf = (of: Where) =>
    of.reach === 'wholeCountry' || of.reach === 'everywhere'
      ? say(of.reach)
      : formatList(of.areas.map((area) => placeName(area)));
  return (
    <div className="form-row">
      <Field label={dealing('territory')} problem={problem} path="territory">
        {(control) => (
          <Select
            {...control}
            value={reach}
            onChange={(one) => change({ reach: one, areas: [] })}
            options={reaches.map((one) => ({ value: one, label: say(one) }))}
          />
        )}
      </Field>
      {(reach === 'provinces' || reach === 'countries') && (
        <Field label={reach === 'provinces' ? say('where') : say('whichCountries')}>
          {(control) => (
            <Select
              {...control}
              mode={reach === 'provinces' ? 'multiple' : 'tags'}
              value={[...areas]}
              onChange={(chosen) => change({ areas: chosen.map((one) => one.trim().toUpperCase()) })}
              options={reach === 'provinces' ? provinceOptions() : []}
            />
          )}
        </Field>
      )}
      <TextField
        label={say('territoryWords')}
        problem={problem}
        path="body.terms.territory.words"
        required
        value={where.words}
        onChange={(words) => onChange({ ...where, words })}
      />
    </div>
  );
}
