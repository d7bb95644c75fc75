import type { Screen } from '../../components/screen.ts';
import { paths } from '../../lib/paths.ts';
import { trades } from '../../lib/viewer.ts';

export const dealsScreens: readonly Screen[] = [
  {
    path: paths.deals.pattern,
    load: () => import('./deal-list.screen.tsx'),
    nav: { section: 'dealing', label: { zh: '交易', en: 'Deals' }, icon: 'deal', isFor: trades, isFirst: true },
  },
  { path: paths.deal.pattern, load: () => import('./deal-room.screen.tsx') },
];
