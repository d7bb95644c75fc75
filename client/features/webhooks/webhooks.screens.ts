import type { Screen } from '../../components/screen.ts';
import { paths } from '../../lib/paths.ts';
import { isMember } from '../../lib/viewer.ts';

export const webhooksScreens: readonly Screen[] = [
  {
    path: paths.webhooks.pattern,
    load: () => import('./webhooks.screen.tsx'),
    nav: {
      section: 'people',
      label: { zh: '消息推送', en: 'Webhooks' },
      icon: 'webhook',
      isFor: (me) => isMember(me) && me?.organisation?.memberRole === 'admin',
    },
  },
];
