import { type ReactNode, useEffect, useRef } from 'react';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import type { Growing } from './more.tsx';

type VirtualListProps<Item> = Readonly<{
  list: Growing & Readonly<{ items: readonly Item[] }>;
  /** The usual height of a row, in pixels. */
  estimate: number;
  /** The number of columns. */
  columns?: number;
  children: (item: Item) => ReactNode;
}>;

/** How many rows before the end the next page is requested; few for a short first page, to avoid two requests at once. */
const nearEnd = (rows: number): number => Math.min(40, Math.floor(rows / 5));

/** The space between two columns, in pixels. */
const gap = 8;

/** A list of any length that renders only the visible rows and requests the next page before the end is reached. */
export function VirtualList<Item extends Readonly<{ id: string }>>(props: VirtualListProps<Item>) {
  const { list, estimate, columns = 1, children } = props;
  const { items, hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const frame = useRef<HTMLUListElement>(null);
  const rows = useWindowVirtualizer({
    count: items.length,
    lanes: columns,
    estimateSize: () => estimate,
    overscan: 8,
    scrollMargin: frame.current?.offsetTop ?? 0,
    getItemKey: (index) => items[index]?.id ?? index,
  });
  const drawn = rows.getVirtualItems();
  const last = drawn.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= items.length - nearEnd(items.length)) void fetchNextPage();
  }, [last, items.length, hasNextPage, isFetchingNextPage, fetchNextPage]);
  return (
    <ul ref={frame} style={{ position: 'relative', height: rows.getTotalSize() }}>
      {drawn.map(({ index, key, start, lane }) => {
        const item = items[index];
        return (
          item !== undefined && (
            <li
              key={key}
              ref={rows.measureElement}
              data-index={index}
              style={{
                position: 'absolute',
                top: 0,
                left: `calc((100% + ${gap}px) * ${lane / columns})`,
                width: `calc((100% + ${gap}px) / ${columns} - ${gap}px)`,
                transform: `translateY(${start - rows.options.scrollMargin}px)`,
              }}
            >
              {children(item)}
            </li>
          )
        );
      })}
    </ul>
  );
}
