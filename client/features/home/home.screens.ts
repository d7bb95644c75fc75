import type { Screen } from '../../components/screen.ts';
import { paths } from '../../lib/paths.ts';
import { isEverybody } from '../../lib/viewer.ts';

export const homeScreens: readonly Screen[] = [
  {
    path: paths.home.pattern,
    load: () => import('./home.screen.tsx'),
    nav: { section: 'start', label: { zh: '首页', en: 'Home' }, icon: 'home', isFor: isEverybody, isFirst: true },
  },
];
