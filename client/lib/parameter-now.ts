import { useQuery } from '@tanstack/react-query';
import { calendarDate } from '../../server/domain/calendar.ts';
import { parameterAt, type ParameterEntry, type ParameterKey } from '../../server/domain/parameters.ts';
import { todayInShanghai } from './format.ts';
import { read } from './query.ts';

/** The entry of a parameter that is in force in a place today; null while unknown, and where there is none. */
export function useParameterNow(key: ParameterKey, place: string): ParameterEntry | null {
  const { data } = useQuery(read('parameters.list'));
  const values = data?.items.find((one) => one.key === key)?.values;
  if (!values) return null;
  const entries = values.map((entry) => ({ ...entry, effectiveFrom: calendarDate(entry.effectiveFrom) }));
  return parameterAt(key, entries, place, calendarDate(todayInShanghai()));
}
