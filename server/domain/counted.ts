import type { Language } from './languages.ts';

/** A sentence in every language; `{count}` is filled in. English may say it otherwise of one. */
export type Counted = Readonly<Record<Language, string> & { one?: string }>;

const times: Readonly<Record<Language, string>> = { zh: '（{count} 项）', en: ' ({count})' };

/** The sentence for so many; one that does not say how many is followed by that. */
export function sayCounted({ one, ...sentence }: Counted, language: Language, count: number): string {
  const words = language === 'en' && count === 1 ? (one ?? sentence.en) : sentence[language];
  const whole = count === 1 || words.includes('{count}') ? words : words + times[language];
  return whole.replaceAll('{count}', count.toLocaleString('en-US'));
}
