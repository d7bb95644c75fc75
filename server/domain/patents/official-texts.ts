import type { Language } from '../languages.ts';
import { publicationNumber } from './publication-number.ts';

/** Who shows the text and drawings of published documents at an address of their number. */
export const officialSources = ['espacenet', 'googlePatents'] as const;
export type OfficialSource = (typeof officialSources)[number];
export type OfficialText = Readonly<{ source: OfficialSource; url: string }>;

/**
 * Addresses of the full text and drawings of a published document; none without its kind code, which the sources need
 * to tell a published application from the granted patent. CNIPA's own search has no address for a document.
 */
export function officialTexts(number: string | null, language: Language): OfficialText[] {
  if (number === null) return [];
  const { text, kind } = publicationNumber(number);
  if (kind === undefined) return [];
  return [
    { source: 'espacenet', url: `https://worldwide.espacenet.com/patent/search?q=pn%3D${text}` },
    { source: 'googlePatents', url: `https://patents.google.com/patent/${text}/${language}` },
  ];
}
