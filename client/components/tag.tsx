import type { ReactNode } from 'react';

/** What a colour means, everywhere: supply, demand, centre, done well, waiting for somebody, over. */
export type Tone = 'supply' | 'demand' | 'centre' | 'good' | 'wait' | 'bad' | 'plain';

export const Tag = ({ tone = 'plain', children }: Readonly<{ tone?: Tone; children: ReactNode }>) => (
  <span className={`tag tone-${tone}`}>{children}</span>
);
