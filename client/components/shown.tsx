import type { ReactNode } from 'react';
import { isProblem } from '../lib/problem.ts';
import { ProblemView } from './problem-view.tsx';
import { Skeleton } from './skeleton.tsx';

export type Asked<Data> = Readonly<{
  data: Data | undefined;
  error: Error | null;
  refetch: () => unknown;
  failureReason: Error | null;
}>;
type ShownProps<Data> = Readonly<{ query: Asked<Data>; skeleton?: ReactNode; children: (data: Data) => ReactNode }>;

/**
 * Shows a query: a skeleton, an error, or its data. Data stays visible while it is loaded again, unless the answer is that
 * the thing is not there (any more) for this user.
 */
export function Shown<Data>({ query, skeleton, children }: ShownProps<Data>) {
  if (query.data !== undefined && !isProblem(query.error, 'NOT_FOUND')) return children(query.data);
  if (query.error) return <ProblemView error={query.error} retry={() => void query.refetch()} />;
  return skeleton ?? <Skeleton />;
}

/** A list as `useList` returns it. */
export type Listed<Item = unknown> = Asked<unknown> & Readonly<{ items: readonly Item[] }>;

/** Shows a list: `empty` when it has no items, else its children. */
export const ShownList = ({
  list,
  empty,
  children,
}: Readonly<{ list: Listed; empty: ReactNode; children: ReactNode }>) => (
  <Shown query={list}>{() => (list.items.length === 0 ? empty : children)}</Shown>
);
