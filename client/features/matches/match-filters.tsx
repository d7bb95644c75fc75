import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { becauses, matchStates } from '../../../server/domain/matches.ts';
import { read } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { useFilters } from '../../lib/use-filters.ts';
import type { ListName } from './match.ts';
import { matchesTexts } from './matches.texts.ts';

const fits = [40, 50, 60, 70, 80, 90];

/** Order and filters of a list of pairs; they stand in the address. */
export function MatchFilters({ of }: Readonly<{ of: ListName }>) {
  const say = useTexts(matchesTexts);
  const { one, set, clear, isEmpty } = useFilters();
  const groups = useQuery({ ...read('matches.groups', { query: { by: 'patent' } }), enabled: of !== 'mine' }).data;
  const choice = (key: string, any: string, options: readonly { value: string; label: string }[]) => {
    const chosen = one(key);
    const isKnown = chosen === '' || options.some(({ value }) => value === chosen);
    return (
      <Select
        aria-label={say(`filter.${key as 'fit'}`)}
        value={chosen}
        onChange={(value: string) => set(key, value)}
        options={[{ value: '', label: any }, ...options, ...(isKnown ? [] : [{ value: chosen, label: chosen }])]}
        popupMatchSelectWidth={false}
        className="match-filter"
      />
    );
  };
  const [usual, other] = of === 'mine' ? (['latest', 'oldest'] as const) : (['fit', 'latest'] as const);
  const percents = fits.map((percent) => ({ value: String(percent), label: say('filter.fitFrom', { percent }) }));
  const industries = (groups?.industries ?? []).map((one) => ({
    value: one.code,
    label: say('filter.industryCount', { code: one.code, name: one.name, pairs: one.count }),
  }));
  return (
    <div className="row" role="group" aria-label={say('filter.title')}>
      <Select
        aria-label={say('filter.sort')}
        value={one('sort') === other ? other : usual}
        onChange={(value) => set('sort', value)}
        options={[usual, other].map((value) => ({ value, label: say(`sorts.${value}`) }))}
        className="match-filter"
      />
      {of !== 'mine' && choice('fit', say('filter.anyFit'), percents)}
      {of !== 'mine' && choice('industry', say('filter.anyIndustry'), industries)}
      {of === 'fresh' &&
        choice(
          'because',
          say('filter.anyBecause'),
          becauses.map((value) => ({ value, label: say(`because.${value}`) })),
        )}
      {of === 'mine' &&
        choice(
          'state',
          say('filter.anyState'),
          matchStates.map((value) => ({ value, label: say(`state.${value}`) })),
        )}
      {!isEmpty && (
        <Button type="link" onClick={clear}>
          {say('filter.clear')}
        </Button>
      )}
    </div>
  );
}
