import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** Keys that change only the layout, the order or which list it is, so they do not count as filters. */
const layout = ['view', 'sort', 'show'];

/** Filters that live in the address of the page, so that a link, a reload and the back button keep them. */
export function useFilters() {
  const [search, setSearch] = useSearchParams();
  const one = (key: string): string => search.get(key) ?? '';
  const many = (key: string): string[] => search.getAll(key);
  const set = useCallback(
    (key: string, value: string | readonly string[]) =>
      setSearch(
        (before) => {
          const next = new URLSearchParams(before);
          next.delete(key);
          for (const item of typeof value === 'string' ? [value] : value) if (item) next.append(key, item);
          return next;
        },
        { replace: true, preventScrollReset: true },
      ),
    [setSearch],
  );
  /** Takes out every filter; the list that is shown stays. */
  const clear = () =>
    setSearch((before) => (before.has('show') ? { show: before.get('show') ?? '' } : {}), { replace: true });
  const isEmpty = [...search.keys()].every((key) => layout.includes(key));
  return { one, many, set, clear, isEmpty };
}
