import type { Screen } from '../../components/screen.ts';
import { paths } from '../../lib/paths.ts';
import { isEverybody, supplies } from '../../lib/viewer.ts';

export const patentsScreens: readonly Screen[] = [
  {
    path: paths.patents.pattern,
    load: () => import('./find-patents.screen.tsx'),
    nav: {
      section: 'listings',
      label: { zh: '找专利', en: 'Find patents' },
      icon: 'patent',
      isFor: isEverybody,
      isFirst: true,
    },
  },
  { path: paths.patent.pattern, load: () => import('./patent.screen.tsx') },
  {
    path: paths.myPatents.pattern,
    load: () => import('./my-patents.screen.tsx'),
    nav: { section: 'listings', label: { zh: '本单位专利', en: 'Our patents' }, icon: 'patent', isFor: supplies },
  },
  {
    path: paths.newPatent.pattern,
    under: paths.myPatents.pattern,
    load: () => import('./new-patent.screen.tsx'),
  },
];
