import {
  type InfiniteData,
  keepPreviousData,
  MutationCache,
  QueryCache,
  QueryClient,
  type QueryKey,
  queryOptions,
  useInfiniteQuery,
} from '@tanstack/react-query';
import type { OperationName, Output } from '../../server/api/operations.ts';
import { call, type RequestArgs, type RequestOf } from './api.ts';
import { isProblem } from './problem.ts';
import { sessionEnded } from './signals.ts';

/** The cache of the page. Socket hints and the user's own commands invalidate what they change. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noteSession }),
  mutationCache: new MutationCache({ onError: noteSession }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // a restarting server is back within seconds; refusals are not retried
      retry: (count, error) => isProblem(error) && error.isPassing && count < 8,
      retryDelay: (count) => Math.min(500 * 2 ** count, 5_000),
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

/** The query options of a read operation. All reads use it, so that keys are the same everywhere. */
export function read<Name extends OperationName>(name: Name, ...[request]: RequestArgs<Name>) {
  const asked = (request ?? {}) as RequestOf<Name>; // left out only where nothing is needed
  return queryOptions<Output<Name>>({
    queryKey: [name, asked],
    queryFn: ({ signal }) => call(name, asked, { signal }),
  });
}

/** Invalidates the reads named by `changes` (operation names or their first part) and reloads those on the screen. */
export const forget = (changes: readonly string[]): Promise<void> =>
  queryClient.invalidateQueries({
    predicate: ({ queryKey: [name] }) => changes.some((word) => `${String(name)}.`.startsWith(`${word}.`)),
  });

type ListName = {
  [Name in OperationName]: Output<Name> extends { items: readonly unknown[]; nextCursor: string | null } ? Name : never;
}[OperationName];

type Page<Name extends ListName> = Output<Name> & { items: Output<Name>['items']; nextCursor: string | null };

/** The rows of a screenful: the first page of a list that is loaded while the user types. */
const firstScreen = 20;

/** A list loaded page by page. `typed`: it is loaded while the user types, so its first page is only a screenful. */
export function useList<Name extends ListName>(
  name: Name,
  request: RequestOf<Name>,
  options: { enabled?: boolean; keep?: boolean; typed?: boolean } = {},
) {
  const query = useInfiniteQuery<Page<Name>, Error, InfiniteData<Page<Name>>, QueryKey, string | undefined>({
    queryKey: [name, request, 'pages'],
    initialPageParam: undefined,
    queryFn: async ({ pageParam, signal }) => {
      const { query: asked } = request as { query?: object };
      const size = options.typed && pageParam === undefined ? { limit: firstScreen } : {};
      const page = { ...request, query: { ...asked, ...size, cursor: pageParam } } as RequestOf<Name>; // every list has a cursor
      return call(name, page, { signal });
    },
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    enabled: options.enabled ?? true,
    ...(options.keep ? { placeholderData: keepPreviousData } : {}),
  });
  // every list returns `items`; TypeScript cannot follow the type of one operation through its pages
  const items = (query.data?.pages.flatMap((page) => [...page.items]) ?? []) as unknown as Output<Name>['items'];
  return { ...query, items, first: query.data?.pages[0] };
}

/** Notes that the session of a signed-in user has ended; `SessionEnded` then asks to sign in again. */
function noteSession(error: Error): void {
  if (isProblem(error, 'NOT_AUTHENTICATED') && queryClient.getQueryData(['accounts.me', {}])) sessionEnded.set(true);
}
