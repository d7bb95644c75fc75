import type { Screen } from '../../components/screen.ts';
import { paths } from '../../lib/paths.ts';
import { trades } from '../../lib/viewer.ts';

export const importsScreens: readonly Screen[] = [
  {
    path: paths.imports.pattern,
    load: () => import('./imports.screen.tsx'),
    nav: { section: 'listings', label: { zh: '批量导入', en: 'Import' }, icon: 'import', isFor: trades },
  },
  { path: paths.import.pattern, load: () => import('./import.screen.tsx') },
];
