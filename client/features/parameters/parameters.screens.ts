import type { Screen } from '../../components/screen.ts';
import { paths } from '../../lib/paths.ts';
import { decides } from '../../lib/viewer.ts';

export const parametersScreens: readonly Screen[] = [
  {
    path: paths.parameters.pattern,
    load: () => import('./parameters.screen.tsx'),
    nav: {
      section: 'people',
      label: { zh: '参数', en: 'Parameters' },
      icon: 'parameters',
      isFor: decides,
      isFirst: true,
    },
  },
];
