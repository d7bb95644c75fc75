import type { MessageKey } from '../messages.ts';
import type { PatentContent } from './patent-content.ts';

/** What a listing needs besides its title before others see it: which patent it is, and what that is about. */
export const leastParts = ['number', 'abstract'] as const;
export type LeastPart = (typeof leastParts)[number];

type Least = Pick<PatentContent, 'applicationNumber' | 'publicationNumber' | 'abstract'>;

/** What a listing lacks of the least that is published: an application or publication number, an abstract. */
export const lackingIn = (content: Least): LeastPart[] => [
  ...(content.applicationNumber === undefined && content.publicationNumber === undefined ? (['number'] as const) : []),
  ...(content.abstract === undefined ? (['abstract'] as const) : []),
];

/** Why such a listing is not published, as a sentence; undefined for one that lacks nothing. */
export function lackingReason(content: Least): MessageKey | undefined {
  const lacking = lackingIn(content);
  if (lacking.length === 2) return 'patents.lacksBoth';
  return lacking[0] === 'number'
    ? 'patents.lacksNumber'
    : lacking[0] === 'abstract'
      ? 'patents.lacksAbstract'
      : undefined;
}
