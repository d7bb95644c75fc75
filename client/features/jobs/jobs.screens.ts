import type { Screen } from '../../components/screen.ts';
import { paths } from '../../lib/paths.ts';
import { administers } from '../../lib/viewer.ts';

export const jobsScreens: readonly Screen[] = [
  {
    path: paths.jobs.pattern,
    load: () => import('./jobs.screen.tsx'),
    nav: { section: 'people', label: { zh: '后台任务', en: 'Jobs' }, icon: 'parameters', isFor: administers },
  },
];
