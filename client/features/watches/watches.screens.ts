import type { Screen } from '../../components/screen.ts';
import { paths } from '../../lib/paths.ts';
import { isSignedIn } from '../../lib/viewer.ts';

export const watchesScreens: readonly Screen[] = [
  {
    path: paths.watches.pattern,
    load: () => import('./watches.screen.tsx'),
    nav: { section: 'listings', label: { zh: '我的关注', en: 'Watching' }, icon: 'eye', isFor: isSignedIn },
  },
];
