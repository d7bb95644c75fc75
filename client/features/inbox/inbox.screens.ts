import type { Screen } from '../../components/screen.ts';
import { paths } from '../../lib/paths.ts';
import { hasInbox } from '../../lib/viewer.ts';

export const inboxScreens: readonly Screen[] = [
  {
    path: paths.inbox.pattern,
    load: () => import('./inbox.screen.tsx'),
    nav: { section: 'start', label: { zh: '待办与消息', en: 'Inbox' }, icon: 'inbox', isFor: hasInbox },
  },
];
