/**
 * A part of the exchange is away for a moment (the search engine, the matching thread) and is being brought back. Whoever
 * asked is answered UNAVAILABLE, with when to ask again; nobody has to translate it.
 */
export class Away extends Error {
  override readonly name: string = 'Away';
}

/** Parts come back within a few seconds; whoever waits should not hammer meanwhile. */
export const awaySeconds = 5;
