import { paths } from '../../lib/paths.ts';

/** A link shown once, to be passed on. Its secret stands after the #, which browsers never send to a server. */
export const linkTo = (path: 'invitation' | 'newPassword', id: string, secret: string): string =>
  `${window.location.origin}${paths[path](id)}#${secret}`;
