import { custom, type z } from 'zod';
import type { Who } from '../domain/permissions.ts';

type Shape = z.ZodType;

/**
 * One row of the table of operations. `path` is Express-like (`/api/deals/:id/offers`). A `socket` row can be called
 * over Socket.IO as well. An `upload` takes a raw body, streamed to a file; a `download` answers a file.
 */
export type Operation = Readonly<{
  summary: string;
  path: `/api/${string}`;
  who: Who;
  socket?: true;
  params?: Shape;
  query?: Shape;
  body?: Shape;
  out: Shape;
  upload?: Readonly<{ maxBytes: number }>;
  download?: Readonly<{ mediaType: string }>;
}> &
  Readonly<
    | { method: 'get' }
    /** What is no longer as it was read afterwards, as words of `Changed`; nobody may forget to say so. */
    | { method: 'post' | 'patch' | 'put' | 'delete'; changes: readonly string[] }
  >;

/** Keeps the exact type of a row while checking its shape. */
export const operation = <const Row extends Operation>(row: Row): Row => row;

type Parsed<Schema> = Schema extends Shape ? z.output<Schema> : undefined;
type Raw<Schema> = Schema extends Shape ? z.input<Schema> : undefined;

/** What a handler receives, parsed. */
export type OperationInput<Row extends Operation> = {
  params: Parsed<Row['params']>;
  query: Parsed<Row['query']>;
  body: Parsed<Row['body']>;
};
/** What a caller sends, before defaults are filled in. */
export type OperationRequest<Row extends Operation> = {
  params: Raw<Row['params']>;
  query: Raw<Row['query']>;
  body: Raw<Row['body']>;
};
export type OperationOutput<Row extends Operation> = z.input<Row['out']>;

/** What the handler of a `download` row answers. */
export type Download = Readonly<{ fileName: string; content: string | AsyncIterable<Uint8Array> }>;
export const downloaded = custom<Download>();
