/**
 * All texts that users see, for main and renderer: keys in en.json and ko.json, looked up with i18next.
 * Keys are flat ('action.goHome'); variables are written {{name}}. Not here: which language is chosen (settings).
 */
import i18next from 'i18next';
import en from './en.json';
import ko from './ko.json';

export type TextLanguage = 'en' | 'ko';
export type TextKey = keyof typeof en;
export type Translate = (key: TextKey, variables?: Record<string, string | number>) => string;

export const TEXTS: Readonly<Record<TextLanguage, Readonly<Record<string, string>>>> = { en, ko };

/** Texts of one language; a key that is missing there is answered in English. */
export function createTranslator(language: TextLanguage): Translate {
  const texts = i18next.createInstance();
  void texts.init({
    lng: language,
    fallbackLng: 'en',
    initAsync: false,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    resources: { en: { translation: en }, ko: { translation: ko } }
  });
  return (key, variables) => texts.t(key, variables ?? {});
}
