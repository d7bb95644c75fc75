import { currentLanguage } from './language.ts';

/** The eight sections of the International Patent Classification (WIPO). */
const sections: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  A: ['人类生活必需', 'Human necessities'],
  B: ['作业；运输', 'Operations; transporting'],
  C: ['化学；冶金', 'Chemistry; metallurgy'],
  D: ['纺织；造纸', 'Textiles; paper'],
  E: ['固定建筑物', 'Fixed constructions'],
  F: ['机械；照明；加热', 'Mechanics; lighting; heating'],
  G: ['物理', 'Physics'],
  H: ['电学', 'Electricity'],
};

export const ipcSectionName = (section: string): string =>
  sections[section]?.[currentLanguage() === 'zh' ? 0 : 1] ?? '';
