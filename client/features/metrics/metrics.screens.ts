import type { Screen } from '../../components/screen.ts';
import { paths } from '../../lib/paths.ts';
import { isCentre } from '../../lib/viewer.ts';

export const metricsScreens: readonly Screen[] = [
  {
    path: paths.myAmounts.pattern,
    load: () => import('./my-centre.screen.tsx'),
    nav: {
      section: 'amounts',
      label: { zh: '转化运营数据', en: 'Conversion figures' },
      icon: 'chart',
      isFor: isCentre,
    },
  },
  { path: paths.amounts.pattern, load: () => import('./centre.screen.tsx') },
];
