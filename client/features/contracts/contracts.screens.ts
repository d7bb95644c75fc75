import type { Screen } from '../../components/screen.ts';
import { paths } from '../../lib/paths.ts';
import { trades } from '../../lib/viewer.ts';

export const contractsScreens: readonly Screen[] = [
  {
    path: paths.contracts.pattern,
    load: () => import('./contract-list.screen.tsx'),
    nav: { section: 'dealing', label: { zh: '合同', en: 'Contracts' }, icon: 'contract', isFor: trades },
  },
  { path: paths.contract.pattern, load: () => import('./contract.screen.tsx') },
  { path: paths.inspection.pattern, load: () => import('./inspection.screen.tsx') },
];
