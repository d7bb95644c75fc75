import type { MatchPatent } from '../../matching/index.ts';

/** A patent with nothing but its texts. */
export const plainPatent = (id: string, title: string, abstract: string): MatchPatent => ({
  id,
  holderId: 'h',
  title,
  abstract,
  ipc: [],
  routes: [],
});
