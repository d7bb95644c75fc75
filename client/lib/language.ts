import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { type Language, languages } from '../../server/domain/languages.ts';
import { remembered, remember } from './storage.ts';

const stored = remembered('language');
/** The languages of the browser, in order of preference; the first supported one is used, else Chinese. */
const preferred = (typeof navigator === 'undefined' ? [] : navigator.languages).map((tag) => tag.slice(0, 2));
const first: Language = [stored, ...preferred].map(known).find((language) => language !== undefined) ?? 'zh';

void i18next.use(initReactI18next).init({
  lng: first,
  fallbackLng: false,
  interpolation: { escapeValue: false }, // React escapes
  // makes a missing text visible to people and tests
  parseMissingKeyHandler: (key) => `⟦${key}⟧`,
  resources: {},
  initAsync: false,
  keySeparator: '.',
  react: { useSuspense: false },
});
applyToPage(first);

export const currentLanguage = (): Language => (i18next.language === 'en' ? 'en' : 'zh');

/** Changes every text on the screen at once and remembers the choice in this browser. */
export function chooseLanguage(language: Language): void {
  remember('language', language);
  applyToPage(language);
  void i18next.changeLanguage(language);
}

function known(name: string | null): Language | undefined {
  return languages.find((language) => language === name?.toLowerCase());
}

function applyToPage(language: Language): void {
  if (typeof document !== 'undefined') document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}
