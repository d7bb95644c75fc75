import { useQuery } from '@tanstack/react-query';
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

/** Looks up the short title of an IPC symbol; empty until the titles are loaded, and for unknown symbols. */
export function useIpcTitles(): (symbol: string) => string {
  const language = currentLanguage();
  const { data } = useQuery({
    queryKey: ['ipc titles', language],
    queryFn: async () =>
      (await (language === 'zh' ? import('virtual:ipc-titles-zh') : import('virtual:ipc-titles-en'))).titles,
    staleTime: Infinity,
    gcTime: Infinity,
  });
  return (symbol) => sections[symbol]?.[language === 'zh' ? 0 : 1] ?? data?.[symbol] ?? '';
}
