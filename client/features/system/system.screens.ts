import type { Screen } from '../../components/screen.ts';
import { paths } from '../../lib/paths.ts';
import { administers } from '../../lib/viewer.ts';

export const systemScreens: readonly Screen[] = [
  {
    path: paths.system.pattern,
    load: () => import('./system.screen.tsx'),
    nav: {
      section: 'people',
      label: { zh: '系统运行状况', en: 'System state' },
      icon: 'chart',
      isFor: administers,
    },
  },
];
