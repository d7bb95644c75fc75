import { useState } from 'react';
import { commonTexts } from '../lib/common.texts.ts';
import { useIpcTitles } from '../lib/ipc.ts';
import { useTexts } from '../lib/texts.ts';
import type { FacetValue } from './facets.tsx';
import { Icon } from './icon.tsx';

type IpcFacetProps = Readonly<{
  title: string;
  values: readonly FacetValue[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}>;

/** The IPC as a tree of sections, classes and subclasses, each with its count and selectable as a whole. */
export function IpcFacet({ title, values, chosen, onChange }: IpcFacetProps) {
  const say = useTexts(commonTexts);
  const titleOf = useIpcTitles();
  const [opened, setOpened] = useState<Readonly<Record<string, boolean>>>({});
  const counts = new Map([...chosen.map((symbol) => [symbol, 0] as const), ...values.map(inPair)]);
  const symbols = [...counts.keys()].sort();
  const sections = symbols.filter((symbol) => symbol.length === 1);
  if (sections.length === 0) return null;

  const isWithin = (symbol: string) => chosen.some((one) => one.length > symbol.length && one.startsWith(symbol));
  /** Choosing a symbol replaces those above and below it: a branch includes everything within. */
  const choose = (symbol: string, isChosen: boolean) => {
    const others = chosen.filter((one) => !one.startsWith(symbol) && !symbol.startsWith(one));
    onChange(isChosen ? [...others, symbol] : others);
  };
  const level = (parent: string, length: number) => {
    const inside = symbols.filter((symbol) => symbol.length === length && symbol.startsWith(parent));
    if (inside.length === 0) return null;
    return (
      <ul>
        {inside.map((symbol) => {
          const isOpen = opened[symbol] ?? isWithin(symbol);
          const name = `${symbol} ${titleOf(symbol)}`;
          return (
            <li key={symbol}>
              <div className="ipc-row">
                {length < 4 && (
                  <button
                    type="button"
                    className="ipc-toggle"
                    aria-expanded={isOpen}
                    aria-label={`${isOpen ? say('less') : say('more')} ${name}`}
                    onClick={() => setOpened({ ...opened, [symbol]: !isOpen })}
                  >
                    <Icon name={isOpen ? 'down' : 'right'} size={12} />
                  </button>
                )}
                <label>
                  <input
                    type="checkbox"
                    checked={chosen.some((one) => symbol.startsWith(one))}
                    onChange={({ target }) => choose(symbol, target.checked)}
                  />
                  <span className="grow">{name}</span>
                  <span className="muted small amount">{counts.get(symbol)}</span>
                </label>
              </div>
              {isOpen && length < 4 && level(symbol, length === 1 ? 3 : 4)}
            </li>
          );
        })}
      </ul>
    );
  };
  return (
    <fieldset className="facet ipc">
      <legend>{title}</legend>
      {level('', 1)}
    </fieldset>
  );
}

const inPair = ({ value, count }: FacetValue) => [value, count] as const;
