import type { Screen } from '../../components/screen.ts';
import { paths } from '../../lib/paths.ts';
import { trades } from '../../lib/viewer.ts';

export const matchesScreens: readonly Screen[] = [
  {
    path: paths.matches.pattern,
    load: () => import('./matches.screen.tsx'),
    nav: { section: 'listings', label: { zh: '匹配推荐', en: 'Matches' }, icon: 'match', isFor: trades, isFirst: true },
  },
  { path: paths.patentMatches.pattern, under: paths.matches.pattern, load: () => import('./for-patent.screen.tsx') },
  { path: paths.needMatches.pattern, under: paths.matches.pattern, load: () => import('./for-need.screen.tsx') },
  { path: paths.weights.pattern, load: () => import('./weights.screen.tsx') },
  { path: paths.quality.pattern, load: () => import('./quality.screen.tsx') },
];
