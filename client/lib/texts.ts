import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import './language.ts';

type Tree = { readonly [key: string]: string | Tree };
/** A text that is said otherwise of one thing; Chinese needs none. `count` is then a number: `{{count, number}}`. */
type OfOne<T> = { readonly [Key in keyof T & string as T[Key] extends string ? `${Key}_one` : never]?: string };
/** The same keys in every language: a forgotten one does not compile. */
type SameKeys<T> = OfOne<T> & { readonly [Key in keyof T]: T[Key] extends string ? string : SameKeys<T[Key]> };
type KeysOf<T, Prefix extends string = ''> = {
  [Key in keyof T & string]: T[Key] extends string ? `${Prefix}${Key}` : KeysOf<T[Key], `${Prefix}${Key}.`>;
}[keyof T & string];

/** The texts of one feature in both languages, in a namespace of their own. */
export type Texts<T extends Tree> = Readonly<{ namespace: string; zh: T; en: SameKeys<T> }>;
type AnyTexts = Readonly<{ namespace: string; zh: Tree }>;
/** Says one text of a feature, its holes filled from `values`: `Say<typeof needsTexts>`. */
export type Say<T extends AnyTexts> = (key: KeysOf<T['zh']>, values?: Readonly<Record<string, unknown>>) => string;
/** The keys of one group of a feature's texts: `KeyIn<typeof matchesTexts, 'gate'>`. */
export type KeyIn<T extends AnyTexts, Group extends keyof T['zh']> = keyof T['zh'][Group];

/** Declares the texts of a feature in both languages; `{{name}}` is a hole. They load with the feature's own code. */
export function defineTexts<const T extends Tree>(namespace: string, zh: T, en: SameKeys<T>): Texts<T> {
  i18next.addResourceBundle('zh', namespace, zh, true, true);
  i18next.addResourceBundle('en', namespace, en, true, true);
  return { namespace, zh, en };
}

/** Says the texts of a feature in the language of the moment. */
export function useTexts<T extends AnyTexts>({ namespace }: T): Say<T> {
  const { t } = useTranslation(namespace);
  return t as unknown as Say<T>; // keys are checked by our own type, which knows the feature's tree
}
