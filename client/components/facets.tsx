import { useState } from 'react';
import { commonTexts } from '../lib/common.texts.ts';
import { useTexts } from '../lib/texts.ts';
import './facets.css';

export type FacetValue = Readonly<{ value: string; count: number }>;
type FacetProps = Readonly<{
  title: string;
  values: readonly FacetValue[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  label?: (value: string) => string;
}>;
const shownAtFirst = 8;

/** One filter, with the number of results for each value; several chosen values mean any of them. */
export function Facet({ title, values, chosen, onChange, label = (value) => value }: FacetProps) {
  const say = useTexts(commonTexts);
  const [isWhole, setIsWhole] = useState(false);
  // chosen values stay visible even with no results, so that they can be unchecked
  const all = [
    ...values,
    ...chosen.filter((value) => !values.some((one) => one.value === value)).map((value) => ({ value, count: 0 })),
  ];
  if (all.length === 0) return null;
  const shown = isWhole ? all : all.slice(0, shownAtFirst);
  return (
    <fieldset className="facet">
      <legend>{title}</legend>
      {shown.map(({ value, count }) => (
        <label key={value}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={({ target }) =>
              onChange(target.checked ? [...chosen, value] : chosen.filter((one) => one !== value))
            }
          />
          <span className="grow">{label(value)}</span>
          <span className="muted small amount">{count}</span>
        </label>
      ))}
      {all.length > shownAtFirst && (
        <button type="button" className="link-button small" onClick={() => setIsWhole(!isWhole)}>
          {isWhole ? say('less') : say('more')}
        </button>
      )}
    </fieldset>
  );
}
