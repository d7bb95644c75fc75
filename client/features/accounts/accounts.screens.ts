import type { Screen } from '../../components/screen.ts';
import { paths } from '../../lib/paths.ts';
import { decides, isMember } from '../../lib/viewer.ts';

export const accountsScreens: readonly Screen[] = [
  {
    path: paths.organisations.pattern,
    load: () => import('./organisations.screen.tsx'),
    nav: {
      section: 'people',
      label: { zh: '入驻单位', en: 'Organisations' },
      icon: 'organisation',
      isFor: decides,
      isFirst: true,
    },
  },
  { path: paths.organisation.pattern, load: () => import('./organisation.screen.tsx') },
  {
    path: paths.members.pattern,
    load: () => import('./members.screen.tsx'),
    nav: {
      section: 'people',
      label: { zh: '成员', en: 'Members' },
      icon: 'people',
      isFor: (me) => isMember(me) && me?.organisation?.memberRole === 'admin',
    },
  },
  { path: paths.account.pattern, load: () => import('./account.screen.tsx') },
  { path: paths.signIn.pattern, load: () => import('./sign-in.screen.tsx') },
  { path: paths.register.pattern, load: () => import('./register.screen.tsx') },
  { path: paths.setUp.pattern, load: () => import('./set-up.screen.tsx') },
  { path: paths.newPassword.pattern, load: () => import('./new-password.screen.tsx') },
  { path: paths.forgottenPassword.pattern, load: () => import('./forgotten-password.screen.tsx') },
  { path: paths.confirmAddress.pattern, load: () => import('./confirm-address.screen.tsx') },
  { path: paths.invitation.pattern, load: () => import('./invitation.screen.tsx') },
];
