import type { ComponentType } from 'react';
import type { IconName } from '../components/icon.tsx';
import type { Me } from '../lib/session.ts';

type Viewer = Me | null;
/** One screen: its path, its code (loaded when it is first opened), and where the navigation offers it to whom. */
export type Screen = Readonly<{
  path: string;
  load: () => Promise<{ Component: ComponentType }>;
  /** The path of the entry that it belongs to, where its own path does not say so. */
  under?: string;
  nav?: Readonly<{ label: NavLabel; icon: IconName; isFor: (me: Viewer) => boolean }>;
}>;
export type NavLabel =
  | 'home'
  | 'find'
  | 'needs'
  | 'myPatents'
  | 'myNeeds'
  | 'imports'
  | 'matches'
  | 'deals'
  | 'watches'
  | 'amounts'
  | 'organisations'
  | 'parameters'
  | 'members';

const kindOf = (me: Viewer) => (me?.organisation?.state === 'approved' ? me.organisation.kind : null);
const everybody = () => true;
const isMember = (me: Viewer) => kindOf(me) !== null;
const trades = (me: Viewer) => isMember(me) && kindOf(me) !== 'authority';
const supplies = (me: Viewer) => ['university', 'institute', 'company'].includes(kindOf(me) ?? '');
const decides = (me: Viewer) => Boolean(me?.isAdministrator) || kindOf(me) === 'authority';

/** Every screen of the exchange. A new one is a folder in features/ and a row here. */
export const screens: readonly Screen[] = [
  {
    path: '/',
    load: () => import('../features/home/home.screen.tsx'),
    nav: { label: 'home', icon: 'home', isFor: everybody },
  },
  {
    path: '/patents',
    load: () => import('../features/patents/find-patents.screen.tsx'),
    nav: { label: 'find', icon: 'patent', isFor: everybody },
  },
  { path: '/patents/:patentId', load: () => import('../features/patents/patent.screen.tsx') },
  {
    path: '/patents/:patentId/matches',
    under: '/matches',
    load: () => import('../features/matches/for-patent.screen.tsx'),
  },
  {
    path: '/needs',
    load: () => import('../features/needs/find-needs.screen.tsx'),
    nav: { label: 'needs', icon: 'need', isFor: everybody },
  },
  { path: '/needs/new', under: '/my-needs', load: () => import('../features/needs/new-need.screen.tsx') },
  { path: '/needs/:needId', load: () => import('../features/needs/need.screen.tsx') },
  { path: '/needs/:needId/matches', under: '/matches', load: () => import('../features/matches/for-need.screen.tsx') },
  {
    path: '/matches',
    load: () => import('../features/matches/matches.screen.tsx'),
    nav: { label: 'matches', icon: 'match', isFor: trades },
  },
  { path: '/matches/weights', load: () => import('../features/matches/weights.screen.tsx') },
  { path: '/matches/quality', load: () => import('../features/matches/quality.screen.tsx') },
  {
    path: '/deals',
    load: () => import('../features/deals/deal-list.screen.tsx'),
    nav: { label: 'deals', icon: 'deal', isFor: trades },
  },
  { path: '/deals/:dealId', load: () => import('../features/deals/deal-room.screen.tsx') },
  {
    path: '/my-patents',
    load: () => import('../features/patents/my-patents.screen.tsx'),
    nav: { label: 'myPatents', icon: 'patent', isFor: supplies },
  },
  {
    path: '/my-needs',
    load: () => import('../features/needs/my-needs.screen.tsx'),
    nav: { label: 'myNeeds', icon: 'need', isFor: trades },
  },
  {
    path: '/watches',
    load: () => import('../features/watches/watches.screen.tsx'),
    nav: { label: 'watches', icon: 'eye', isFor: (me) => me !== null },
  },
  {
    path: '/imports',
    load: () => import('../features/imports/imports.screen.tsx'),
    nav: { label: 'imports', icon: 'import', isFor: trades },
  },
  { path: '/imports/:importId', load: () => import('../features/imports/import.screen.tsx') },
  {
    path: '/amounts',
    load: () => import('../features/metrics/my-centre.screen.tsx'),
    nav: { label: 'amounts', icon: 'chart', isFor: (me) => kindOf(me) === 'centre' },
  },
  { path: '/centres/:centreId/amounts', load: () => import('../features/metrics/centre.screen.tsx') },
  {
    path: '/organisations',
    load: () => import('../features/accounts/organisations.screen.tsx'),
    nav: { label: 'organisations', icon: 'organisation', isFor: decides },
  },
  { path: '/organisations/:organisationId', load: () => import('../features/accounts/organisation.screen.tsx') },
  {
    path: '/parameters',
    load: () => import('../features/parameters/parameters.screen.tsx'),
    nav: { label: 'parameters', icon: 'parameters', isFor: decides },
  },
  {
    path: '/members',
    load: () => import('../features/accounts/members.screen.tsx'),
    nav: { label: 'members', icon: 'people', isFor: (me) => isMember(me) && me?.organisation?.memberRole === 'admin' },
  },
  { path: '/account', load: () => import('../features/accounts/account.screen.tsx') },
  { path: '/sign-in', load: () => import('../features/accounts/sign-in.screen.tsx') },
  { path: '/register', load: () => import('../features/accounts/register.screen.tsx') },
  { path: '/setup', load: () => import('../features/accounts/set-up.screen.tsx') },
  { path: '/new-password/:linkId', load: () => import('../features/accounts/new-password.screen.tsx') },
  { path: '/invitations/:invitationId', load: () => import('../features/accounts/invitation.screen.tsx') },
];
