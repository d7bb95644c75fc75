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

/** One cache for the whole page. What a socket hint or an own command made old is asked for again. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noteSession }),
  mutationCache: new MutationCache({ onError: noteSession }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // a server that restarts is back in seconds; a refusal stays a refusal
      retry: (count, error) => isProblem(error) && error.isPassing && count < 8,
      retryDelay: (count) => Math.min(500 * 2 ** count, 5_000),
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

/** The one way to read: key, function and type follow from the operation's name. */
export function read<Name extends OperationName>(name: Name, ...[request]: RequestArgs<Name>) {
  const asked = (request ?? {}) as RequestOf<Name>; // left out only where nothing is needed
  return queryOptions<Output<Name>>({
    queryKey: [name, asked],
    queryFn: ({ signal }) => call(name, asked, { signal }),
  });
}

/** Drops what is known of these reads and rooms (words of `Changed`), so that what is on the screen is asked for again. */
export const forget = (changes: readonly string[]): Promise<void> =>
  queryClient.invalidateQueries({
    predicate: ({ queryKey: [name] }) => changes.some((word) => `${String(name)}.`.startsWith(`${word}.`)),
  });

type ListName = {
  [Name in OperationName]: Output<Name> extends { items: readonly unknown[]; nextCursor: string | null } ? Name : never;
}[OperationName];

type Page<Name extends ListName> = Output<Name> & { items: Output<Name>['items']; nextCursor: string | null };

/** How many rows fill a screen: what a list that is asked while somebody types brings first. */
const firstScreen = 20;

/** A list that grows page by page; with `typed`, one that is asked while somebody types, so that its first page is a screenful. */
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
  // every list answers `items`; the type of one operation cannot be followed through its pages
  const items = (query.data?.pages.flatMap((page) => [...page.items]) ?? []) as unknown as Output<Name>['items'];
  return { ...query, items, first: query.data?.pages[0] };
}

/** Somebody who was signed in is not any more: asked for on top of the page, so that nothing typed is lost. */
function noteSession(error: Error): void {
  if (isProblem(error, 'NOT_AUTHENTICATED') && queryClient.getQueryData(['accounts.me', {}])) sessionEnded.set(true);
}
