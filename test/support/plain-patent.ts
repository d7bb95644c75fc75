import type { MatchPatent } from '../../matching/index.ts';

/** A patent of which nothing is known but its texts. */
export const plainPatent = (id: string, title: string, abstract: string): MatchPatent => ({
  id,
  holderId: 'h',
  title,
  abstract,
  ipc: [],
  routes: [],
});
