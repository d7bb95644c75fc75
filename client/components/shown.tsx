import type { ReactNode } from 'react';
import { ProblemView } from './problem-view.tsx';
import { Skeleton } from './skeleton.tsx';

export type Asked<Data> = Readonly<{
  data: Data | undefined;
  error: Error | null;
  refetch: () => unknown;
  failureReason: Error | null;
}>;
type ShownProps<Data> = Readonly<{ query: Asked<Data>; skeleton?: ReactNode; children: (data: Data) => ReactNode }>;

/** What was asked for: its skeleton, its problem, or itself. What is known stays visible while it is asked again. */
export function Shown<Data>({ query, skeleton, children }: ShownProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ProblemView error={query.error} retry={() => void query.refetch()} />;
  return skeleton ?? <Skeleton />;
}

/** A list as `useList` answers it. */
export type Listed<Item = unknown> = Asked<unknown> & Readonly<{ items: readonly Item[] }>;

/** A list that was asked for: `empty` where it has nothing, else what is drawn of it. */
export const ShownList = ({
  list,
  empty,
  children,
}: Readonly<{ list: Listed; empty: ReactNode; children: ReactNode }>) => (
  <Shown query={list}>{() => (list.items.length === 0 ? empty : children)}</Shown>
);
