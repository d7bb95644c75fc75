import type { ReactNode } from 'react';
import { Button, Select } from 'antd';
import type { shownMatchStates } from '../../../server/domain/matches.ts';
import { type KeyIn, useTexts } from '../../lib/texts.ts';
import { useFilters } from '../../lib/use-filters.ts';
import { matchesTexts } from './matches.texts.ts';

type Key = 'fit' | 'industry' | 'because' | 'state';
type ChoiceProps = Readonly<{ of: Key; any: string; options: readonly Readonly<{ value: string; label: string }>[] }>;

/** One filter of a list of pairs, which stands in the address; a value that is not among the options stays chosen. */
export function FilterChoice({ of, any, options }: ChoiceProps) {
  const say = useTexts(matchesTexts);
  const { one, set } = useFilters();
  const chosen = one(of);
  const isKnown = chosen === '' || options.some(({ value }) => value === chosen);
  return (
    <Select
      aria-label={say(`filter.${of}`)}
      value={chosen}
      onChange={(value: string) => set(of, value)}
      options={[{ value: '', label: any }, ...options, ...(isKnown ? [] : [{ value: chosen, label: chosen }])]}
      popupMatchSelectWidth={false}
      className="match-filter"
    />
  );
}

const percents = [40, 50, 60, 70, 80, 90];

/** From which fit on. */
export function FitChoice() {
  const say = useTexts(matchesTexts);
  const options = percents.map((percent) => ({ value: String(percent), label: say('filter.fitFrom', { percent }) }));
  return <FilterChoice of="fit" any={say('filter.anyFit')} options={options} />;
}

type Industry = Readonly<{ code: string; name: string; count: number }>;

/** Of the industries in which pairs lie. */
export function IndustryChoice({ industries }: Readonly<{ industries: readonly Industry[] }>) {
  const say = useTexts(matchesTexts);
  const options = industries.map(({ code, name, count }) => ({
    value: code,
    label: say('filter.industryCount', { code, name, pairs: count }),
  }));
  return <FilterChoice of="industry" any={say('filter.anyIndustry')} options={options} />;
}

/** Of the states of a pair. */
export function StateChoice({ states }: Readonly<{ states: readonly (typeof shownMatchStates)[number][] }>) {
  const say = useTexts(matchesTexts);
  const options = states.map((value) => ({ value, label: say(`state.${value}`) }));
  return <FilterChoice of="state" any={say('filter.anyState')} options={options} />;
}

type Sort = KeyIn<typeof matchesTexts, 'sorts'>;

/** The order of a list; the first is the usual one. */
export function SortChoice({ sorts }: Readonly<{ sorts: readonly [Sort, ...Sort[]] }>) {
  const say = useTexts(matchesTexts);
  const { one, set } = useFilters();
  return (
    <Select
      aria-label={say('filter.sort')}
      value={sorts.find((sort) => sort === one('sort')) ?? sorts[0]}
      onChange={(value) => set('sort', value)}
      options={sorts.map((value) => ({ value, label: say(`sorts.${value}`) }))}
      popupMatchSelectWidth={false}
      className="match-filter"
    />
  );
}

/** The choices of a list in a row, with a button that takes all of them back. */
export function Choices({ children }: Readonly<{ children: ReactNode }>) {
  const say = useTexts(matchesTexts);
  const { clear, isEmpty } = useFilters();
  return (
    <div className="row" role="group" aria-label={say('filter.title')}>
      {children}
      {!isEmpty && (
        <Button type="link" onClick={clear}>
          {say('filter.clear')}
        </Button>
      )}
    </div>
  );
}
