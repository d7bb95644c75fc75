import { z } from 'zod';
import { centreProcess, centreStandings } from '../domain/centre-invitations.ts';
import type { Who } from '../domain/permissions.ts';
import { commandsOf } from '../domain/process.ts';
import { sides } from '../domain/sides.ts';
import { id, list, named, page, party } from './common.ts';
import { answersOn, callersOf, commandsOn } from './dealing.ts';
import { operation } from './operation.ts';

/** How a centre stands in a deal or contract, and what the caller may do about it now. */
const centreStanding = z.strictObject({
  centre: party,
  standing: z.enum(centreStandings).exclude(['outside']),
  /** The side that proposed it; null once it is in. */
  proposedBy: z.enum(sides).nullable(),
  allowed: z.array(z.enum(commandsOf(centreProcess))),
});
/** The fields of one deal or contract about centres. */
export const centreFields = {
  /** Every centre that is in, asked or proposed. */
  standings: z.array(centreStanding),
  /** Whether the caller may propose another centre. */
  mayProposeCentre: z.boolean(),
};

/** What a centre may know before it accepts: who asks, and about what. */
const centreInvitation = z.strictObject({ id, supplier: party, demander: party, subject: z.string() });

named({ CentreStanding: centreStanding, CentreInvitation: centreInvitation });

/** The rows about centres, which deals and contracts have alike. `changes`: the reads that the commands change. */
export function centreOperations<
  const Thing extends 'deal' | 'contract',
  Params extends z.ZodType,
  const Changes extends readonly string[],
>(thing: Thing, params: Params, changes: Changes) {
  const { parties } = callersOf(thing);
  /** A centre answers for itself. */
  const centre = (also: string) => ({ kinds: ['centre'], roles: ['editor', 'signer'], also }) as const satisfies Who;
  const asked = centre(`a centre that is asked into the ${thing}`);
  const inside = centre(`a centre that is in the ${thing}`);
  const about = { centreId: id };
  const base = `${thing}s/:${thing}Id` as const;
  const decide = commandsOn(base, params, changes);
  const answer = answersOn(base, params, changes);
  const rows = {
    invitations: operation({
      summary: `The ${thing}s that my centre is asked to accompany: by whom and about what, nothing more before it accepts`,
      method: 'get',
      path: `/api/${thing}s/invitations`,
      who: { kinds: ['centre'], also: 'what the own centre is asked into' },
      query: z.strictObject(page),
      out: list(centreInvitation),
    }),
    proposeCentre: decide(
      `Propose a centre to accompany the ${thing}; the other side is asked, then the centre`,
      'propose-centre',
      about,
      parties,
    ),
    agreeToCentre: decide(
      'Agree to a centre that the other side proposed; now the centre is asked',
      'agree-to-centre',
      about,
      parties,
    ),
    refuseCentre: decide('Refuse a centre that the other side proposed', 'refuse-centre', about, parties),
    takeBackCentre: answer(
      "Take one's word for a centre back, as long as it has not accepted",
      'take-back-centre',
      about,
      parties,
    ),
    acceptInvitation: answer(
      `Accept, as a centre, to accompany the ${thing}: from now on it sees everything in it`,
      'accept-invitation',
      {},
      asked,
    ),
    declineInvitation: answer(`Decline, as a centre, to accompany the ${thing}`, 'decline-invitation', {}, asked),
    letCentreGo: answer(
      'Let a centre go; either side may alone, and the centre sees nothing any more',
      'let-centre-go',
      about,
      parties,
    ),
    leave: answer(`Leave, as a centre, the ${thing} that it accompanies`, 'leave', {}, inside),
  };
  // the same rows, each under its whole name
  return Object.fromEntries(Object.entries(rows).map(([name, row]) => [`${thing}s.${name}`, row])) as {
    [Name in keyof typeof rows as `${Thing}s.${Name}`]: (typeof rows)[Name];
  };
}
