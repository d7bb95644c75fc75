import type { Language } from './languages.ts';

/** A sentence in every language; `{count}` is filled in. English may say it otherwise of one. */
export type Counted = Readonly<Record<Language, string> & { one?: string }>;

/** The sentence for so many. */
export function sayCounted({ one, ...sentence }: Counted, language: Language, count: number): string {
  const words = language === 'en' && count === 1 ? (one ?? sentence.en) : sentence[language];
  return words.replaceAll('{count}', count.toLocaleString('en-US'));
}
