/** Where a thing is shown in the browser, by its stream (`deal:<id>`); the start page for what has no page of its own. */
export function addressOf(stream: string): string {
  const [kind = '', id = ''] = stream.split(/:(.*)/s);
  const room = Object.hasOwn(rooms, kind) ? rooms[kind] : undefined;
  return room ? `${room}/${encodeURIComponent(id)}` : '/';
}

/** The pages that one-time links open; the secret stands after the #, which browsers never send to a server. */
export const linkAddresses = {
  newPassword: (linkId: string, secret: string): string => `/new-password/${linkId}#${secret}`,
  confirmAddress: (linkId: string, secret: string): string => `/confirm-address/${linkId}#${secret}`,
} as const;

const rooms: Readonly<Record<string, string>> = {
  patent: '/patents',
  need: '/needs',
  deal: '/deals',
  room: '/deals',
  contract: '/contracts',
  import: '/imports',
  question: '/questions',
  organisation: '/organisations',
};
