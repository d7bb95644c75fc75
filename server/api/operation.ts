import { custom, type z } from 'zod';
import type { Who } from '../domain/permissions.ts';

type Shape = z.ZodType;

/**
 * One row of the table of operations. `path` as in Express (`/api/deals/:dealId/offer`). `socket`: also callable over
 * Socket.IO. `upload`: takes a raw body, streamed to a file. `download`: answers a file.
 */
export type Operation = Readonly<{
  summary: string;
  path: `/api/${string}`;
  who: Who;
  socket?: true;
  /** Work that costs far more than a read: searches and rankings are `heavy`, hashing a password is `secret`. */
  cost?: 'heavy' | 'secret';
  params?: Shape;
  query?: Shape;
  body?: Shape;
  out: Shape;
  upload?: Readonly<{ maxBytes: number }>;
  download?: Readonly<{ mediaType: string }>;
}> &
  Readonly<
    | { method: 'get' }
    /** The reads whose answers may differ afterwards, as words of `Changed`; clients fetch these again. */
    | { method: 'post' | 'patch' | 'put' | 'delete'; changes: readonly string[] }
  >;

/** Checks a row's shape and keeps its exact type. */
export const operation = <const Row extends Operation>(row: Row): Row => row;

type Parsed<Schema> = Schema extends Shape ? z.output<Schema> : undefined;
type Raw<Schema> = Schema extends Shape ? z.input<Schema> : undefined;

/** Parsed, as handlers receive it. */
export type OperationInput<Row extends Operation> = {
  params: Parsed<Row['params']>;
  query: Parsed<Row['query']>;
  body: Parsed<Row['body']>;
};
/** As callers send it, before defaults are filled in. */
export type OperationRequest<Row extends Operation> = {
  params: Raw<Row['params']>;
  query: Raw<Row['query']>;
  body: Raw<Row['body']>;
};
export type OperationOutput<Row extends Operation> = z.input<Row['out']>;

/** What a browser may show of a file by itself; everything else it can only save. */
export const shownInBrowser = ['application/pdf', 'image/png', 'image/jpeg'] as const;
export type ShownInBrowser = (typeof shownInBrowser)[number];

/** The answer of the handler of a `download` row. `showAs`: to be shown in place, as what its bytes are. */
export type Download = Readonly<{
  fileName: string;
  content: string | AsyncIterable<Uint8Array>;
  showAs?: ShownInBrowser | null;
}>;
export const downloaded = custom<Download>();
