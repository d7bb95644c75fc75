import { ipcSectionName } from '../lib/ipc.ts';
import type { FacetValue } from './facets.tsx';

type IpcFacetProps = Readonly<{
  title: string;
  values: readonly FacetValue[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}>;

/** Subclasses of the IPC beneath their sections, each with its count. */
export function IpcFacet({ title, values, chosen, onChange }: IpcFacetProps) {
  const sections = [
    ...new Set([...values.map(({ value }) => value), ...chosen].map((value) => value.charAt(0))),
  ].sort();
  if (sections.length === 0) return null;
  return (
    <fieldset className="facet">
      <legend>{title}</legend>
      {sections.map((section) => {
        const inside = values.filter(({ value }) => value.startsWith(section));
        return (
          <details key={section} open={chosen.some((value) => value.startsWith(section))}>
            <summary>
              {section} {ipcSectionName(section)}
            </summary>
            {inside.map(({ value, count }) => (
              <label key={value}>
                <input
                  type="checkbox"
                  checked={chosen.includes(value)}
                  onChange={({ target }) =>
                    onChange(target.checked ? [...chosen, value] : chosen.filter((one) => one !== value))
                  }
                />
                <span className="grow">{value}</span>
                <span className="muted small amount">{count}</span>
              </label>
            ))}
          </details>
        );
      })}
    </fieldset>
  );
}
