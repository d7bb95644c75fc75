import type { Me } from './session.ts';

/** The user who looks at the page: signed in, null for nobody, undefined while unknown. */
export type Viewer = Me | null | undefined;

/** The kind of the organisation the viewer acts for, once it is approved. */
const kindOf = (me: Viewer) => (me?.organisation?.state === 'approved' ? me.organisation.kind : null);

export const isEverybody = () => true;
export const isSignedIn = (me: Viewer): boolean => Boolean(me);
export const isMember = (me: Viewer): boolean => kindOf(me) !== null;
export const isCentre = (me: Viewer): boolean => kindOf(me) === 'centre';
/** Takes part in matches and deals, on a side or as the centre between them. */
export const trades = (me: Viewer): boolean => isMember(me) && kindOf(me) !== 'authority';
export const supplies = (me: Viewer): boolean => ['university', 'institute', 'company'].includes(kindOf(me) ?? '');
export const administers = (me: Viewer): boolean => Boolean(me?.isAdministrator);
/** Decides about organisations and sets what holds in a place. */
export const decides = (me: Viewer): boolean => administers(me) || kindOf(me) === 'authority';
/** Has an inbox: a member of an approved organisation, or who operates the installation. */
export const hasInbox = (me: Viewer): boolean => isMember(me) || administers(me);
