import { join } from 'node:path';
import type { Language } from '../../server/domain/languages.ts';

export type TextTree = { readonly [key: string]: string | TextTree };

/** The texts of a file of the client (`features/deals/deals.texts.ts`); loaded by path, for its types are the browser's. */
export async function loadTexts(path: string): Promise<{ namespace: string; zh: TextTree; en: TextTree }> {
  const loaded = (await import(join('..', '..', 'client', path))) as Record<string, never>;
  const [texts] = Object.values(loaded);
  if (!texts) throw new Error(`${path} exports no texts`);
  return texts;
}

/** Says the client's texts as a person reads them, to find them on the screen. Throws for a key that is not there. */
export async function textsOf(path: string, language: Language): Promise<(key: string) => string> {
  const texts = await loadTexts(path);
  return (key) => {
    const found = key
      .split('.')
      .reduce<string | TextTree | undefined>(
        (tree, step) => (typeof tree === 'object' ? tree[step] : undefined),
        texts[language],
      );
    if (typeof found !== 'string') throw new Error(`${path} has no text ${key}`);
    return found;
  };
}
