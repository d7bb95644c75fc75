/**
 * How well one condition is met, in [0, 1]. An unknown one is neutral (0.5) and tells on whose side it is missing; an
 * open one is neutral too: both sides say something, and nothing says which is the better.
 */
export interface Fit {
  readonly value: number;
  readonly state: 'satisfied' | 'partly' | 'contradicted' | 'open' | 'missing';
  readonly missing?: 'need' | 'patent' | 'both';
  /** What was asked for and what is offered, as given, to show side by side. */
  readonly wanted?: string | number | readonly string[];
  readonly offered?: string | number | readonly string[];
}

type Shown = Pick<Fit, 'wanted' | 'offered'>;

/** A known fit: from 0.95 satisfied, below 0.2 contradicted. */
export function known(value: number, shown: Shown = {}): Fit {
  const bounded = Math.min(1, Math.max(0, value));
  const state = bounded >= 0.95 ? 'satisfied' : bounded < 0.2 ? 'contradicted' : 'partly';
  return { value: bounded, state, ...shown };
}

export const neutral = 0.5;

export function unknown(need: unknown, patent: unknown, shown: Shown = {}): Fit {
  const missing = need === undefined ? (patent === undefined ? 'both' : 'need') : 'patent';
  return { value: neutral, state: 'missing', missing, ...shown };
}

export const open = (shown: Shown): Fit => ({ value: neutral, state: 'open', ...shown });
