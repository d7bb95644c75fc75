import type { Screen } from '../../components/screen.ts';
import { paths } from '../../lib/paths.ts';
import { isEverybody, trades } from '../../lib/viewer.ts';

export const needsScreens: readonly Screen[] = [
  {
    path: paths.needs.pattern,
    load: () => import('./find-needs.screen.tsx'),
    nav: { section: 'listings', label: { zh: '找需求', en: 'Find needs' }, icon: 'need', isFor: isEverybody },
  },
  { path: paths.newNeed.pattern, under: paths.myNeeds.pattern, load: () => import('./new-need.screen.tsx') },
  { path: paths.need.pattern, load: () => import('./need.screen.tsx') },
  {
    path: paths.myNeeds.pattern,
    load: () => import('./my-needs.screen.tsx'),
    nav: { section: 'listings', label: { zh: '本单位需求', en: 'Our needs' }, icon: 'need', isFor: trades },
  },
];
