import type { ReactNode } from 'react';

/** The meaning of each colour, the same on all screens. */
export type Tone = 'supply' | 'demand' | 'centre' | 'good' | 'wait' | 'bad' | 'plain';

export const Tag = ({ tone = 'plain', children }: Readonly<{ tone?: Tone; children: ReactNode }>) => (
  <span className={`tag tone-${tone}`}>{children}</span>
);
