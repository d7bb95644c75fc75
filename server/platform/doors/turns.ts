import type { RequestHandler } from 'express';
import type { Operation } from '../../api/operation.ts';
import { type Actor, nobody } from '../../domain/actors.ts';
import type { Familiar } from '../auth/familiar.ts';
import type { FairShares, Lane, Share } from './fair-shares.ts';

export type Turns = Readonly<{
  /** Lets a request through when it is its caller's turn, and holds its place until the response has gone. */
  before: (row: Operation) => RequestHandler;
}>;

/** The lane of a row of the table. */
export function laneOf({ upload, download, cost, method }: Operation): Lane {
  return upload || download ? 'files' : (cost ?? (method === 'get' ? 'light' : 'command'));
}

/** Whose share of this process's time a caller uses. */
export function shareOf(actor: Actor, address: string): Share {
  if (actor.kind === 'person') return { person: actor.userId, organisation: actor.organisation?.id ?? actor.userId };
  if (actor.kind === 'guest') return { person: `link:${actor.linkId}`, organisation: `link:${actor.linkId}` };
  return { person: address, organisation: address };
}

/**
 * Turns stand before sessions are read: a request that must wait, or is refused, has cost the database nothing. Who
 * somebody is is known from the request before, by the cookie as it was sent; a cookie that never belonged to a session
 * counts as its address.
 */
export function createTurns(shares: FairShares, familiar: Familiar): Turns {
  return {
    before: (row) => async (request, response, next) => {
      const share = shareOf(familiar.of(request) ?? nobody, request.ip ?? '');
      const release = await shares.turn(share, laneOf(row), () => response.destroyed);
      if (response.destroyed) return release();
      response.once('close', release);
      next();
    },
  };
}
