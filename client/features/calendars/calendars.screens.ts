import type { Screen } from '../../components/screen.ts';
import { paths } from '../../lib/paths.ts';
import { decides } from '../../lib/viewer.ts';

export const calendarsScreens: readonly Screen[] = [
  {
    path: paths.calendars.pattern,
    load: () => import('./calendars.screen.tsx'),
    nav: { section: 'people', label: { zh: '节假日安排', en: 'Holidays' }, icon: 'calendar', isFor: decides },
  },
];
