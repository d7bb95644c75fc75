import { useQuery } from '@tanstack/react-query';
import { becauses, matchStates } from '../../../server/domain/matches.ts';
import { read } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { Choices, FilterChoice, FitChoice, IndustryChoice, SortChoice, StateChoice } from './filter-choice.tsx';
import type { ListName } from './match.ts';
import { matchesTexts } from './matches.texts.ts';
import { useFound } from './use-found.ts';

/** Order and filters of a list of pairs; they stand in the address. */
export function MatchFilters({ of }: Readonly<{ of: ListName }>) {
  const say = useTexts(matchesTexts);
  // industries are counted without the one that is chosen
  const counted = { ...useFound({}), industry: undefined };
  const groups = useQuery({ ...read('matches.groups', { query: counted }), enabled: of !== 'mine' }).data;
  const origins = becauses.map((value) => ({ value, label: say(`because.${value}`) }));
  return (
    <Choices>
      <SortChoice sorts={of === 'mine' ? ['latest', 'oldest'] : ['fit', 'latest']} />
      <FitChoice />
      {of !== 'mine' && <IndustryChoice industries={groups?.industries ?? []} />}
      {of === 'fresh' && <FilterChoice of="because" any={say('filter.anyBecause')} options={origins} />}
      {of === 'mine' && <StateChoice states={matchStates} />}
    </Choices>
  );
}
