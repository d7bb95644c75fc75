/** The two sides of a match, a deal and a contract. */
export const sides = ['supplier', 'demander'] as const;
export type Side = (typeof sides)[number];

export const otherSide = (side: Side): Side => (side === 'supplier' ? 'demander' : 'supplier');
