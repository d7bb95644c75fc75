import { useMemo } from 'react';
import { Cascader } from 'antd';
import { wholeCountry } from '../../server/domain/place.ts';
import type { Division } from '../../server/domain/places.ts';
import { placeName, usePlaces } from '../lib/places.ts';
import { type Entered, Field } from './field.tsx';

type Option = { value: string; label: string; children?: Option[] };

/**
 * A division of the country, or the whole of it where `orWholeCountry`, chosen step by step or by typing a part of a name;
 * `''` as long as none is chosen.
 */
export function PlaceField({
  value,
  onChange,
  orWholeCountry = false,
  ...field
}: Entered<string> & Readonly<{ orWholeCountry?: boolean }>) {
  const places = usePlaces();
  const options = useMemo(() => {
    const optionOf = ({ code, name, within }: Division): Option => ({
      value: code,
      label: /0000$/.test(code) ? placeName(code) : name,
      ...(within.length > 0 ? { children: within.map(optionOf) } : {}),
    });
    const whole = orWholeCountry ? [{ value: wholeCountry, label: placeName(wholeCountry) }] : [];
    return [...whole, ...(places?.divisionTree().map(optionOf) ?? [])];
  }, [places, orWholeCountry]);
  return (
    <Field {...field}>
      {(control) => (
        <Cascader
          {...control}
          style={{ width: '100%' }}
          changeOnSelect
          showSearch={{
            limit: 50,
            filter: (text, path) => path.some(({ label }) => String(label).includes(text.trim())),
          }}
          options={options}
          value={value === wholeCountry ? [value] : (value && places?.pathOf(value)) || []}
          onChange={(path) => onChange(path?.at(-1) ?? '')}
        />
      )}
    </Field>
  );
}
