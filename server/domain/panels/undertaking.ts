import type { Language } from '../languages.ts';

/**
 * What an expert signs before anything of what is judged is shown, and its version. Another text has another version; who
 * signed an earlier one is held to that. The custom of expert panels (专家评审承诺书); no article of law gives its words.
 */
export const undertakingVersion = '2026-12-01';

export const undertakingText: Readonly<Record<Language, readonly string[]>> = {
  zh: [
    '独立、客观、公正地评审，按评分表的要求逐项打分并写明理由。',
    '与申报单位存在任职、共有专利、合作交易等关系的，如实申明并回避。',
    '对评审材料和评审过程保密，不复制、不外传，评审结束后不留存。',
    '不与申报单位私下接触，不收受任何利益，不与其他专家商议打分。',
  ],
  en: [
    'I judge independently, by the form, criterion by criterion, and give reasons.',
    'Where I work or worked for an applicant, share a patent with it or deal with it, I say so and do not judge.',
    'I keep what I read and what happens here to myself, copy nothing and keep nothing afterwards.',
    'I take nothing from applicants, do not meet them in private, and do not settle scores with other experts.',
  ],
};
