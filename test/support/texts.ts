import { join } from 'node:path';
import type { Language } from '../../server/domain/languages.ts';

export type TextTree = { readonly [key: string]: string | TextTree };

/** Texts of the client (`features/deals/deals.texts.ts`), imported by path, as their types are the browser's. */
export async function loadTexts(path: string): Promise<{ namespace: string; zh: TextTree; en: TextTree }> {
  const loaded = (await import(join('..', '..', 'client', path))) as Record<string, never>;
  const [texts] = Object.values(loaded);
  if (!texts) throw new Error(`${path} exports no texts`);
  return texts;
}

/** Returns the client's texts by key, as shown on the screen. Throws for an unknown key. */
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
