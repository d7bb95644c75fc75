import type { Changed } from './operations.ts';

/** The kinds of streams that can be followed (`deal:…`), and what a hint on one says is not as it was read. */
export const streams = {
  deal: ['deals'],
  contract: ['contracts'],
  room: ['deals.messages'],
  match: ['matches'],
  patent: ['patents'],
  need: ['needs'],
  import: ['imports'],
  organisation: ['organisations', 'members'],
} as const satisfies Record<string, readonly Changed[]>;
export type StreamKind = keyof typeof streams;
