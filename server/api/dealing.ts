// What the operations on deals and those on contracts share.
import { z } from 'zod';
import { exclusivities, royaltyBases } from '../domain/contracts/routes/route-terms.ts';
import { routes } from '../domain/contracts/routes/routes.ts';
import type { Who } from '../domain/permissions.ts';
import { command, id, named, outcome, page, positiveMoney } from './common.ts';
import { operation } from './operation.ts';

const basisPoints = z.int().min(1).max(10_000);

/** See `domain/contracts/territory.ts`. */
const territory = z.strictObject({
  codes: z.union([z.array(z.string().max(6)).min(1).max(300), z.literal('all')]),
  words: z.string().trim().min(1).max(200),
});
/** Terms as offered, accepted and signed. Rates and shares are in hundredths of a percent. */
export const terms = z.strictObject({
  route: z.enum(routes),
  exclusivity: z.enum(exclusivities).nullable(),
  territory,
  termMonths: z.int().min(1).max(240).nullable(),
  upfront: positiveMoney,
  royalty: z.strictObject({ base: z.enum(royaltyBases), rate: basisPoints }).nullable(),
  equityShare: basisPoints.nullable(),
});
export const fileProof = z.strictObject({ fileId: id, sha256: z.string() });
/** The same as a page shows it. */
export const shownFile = fileProof.extend({ name: z.string() });
export const titled = z.strictObject({ id, title: z.string() });
export const reason = z.string().trim().min(1).max(500);

named({ Territory: territory, Terms: terms, FileProof: fileProof, ShownFile: shownFile, Titled: titled });

/** The query of a list; `awaitsMe` keeps what waits for the caller's organisation. */
export const listQuery = <State extends string>(states: readonly State[]) =>
  z.strictObject({
    ...page,
    state: z.enum(states).optional(),
    awaitsMe: z.stringbool().optional(),
    patentId: id.optional(),
    needId: id.optional(),
  });
/** How many there are in each state, and how many wait for the caller's organisation. */
export const counts = <State extends string>(states: readonly State[]) =>
  z.strictObject({
    states: z.array(z.strictObject({ state: z.enum(states), count: z.int() })),
    awaitMe: z.int(),
  });

/** Who may call; the service finds out which part the caller has. */
export const callersOf = (thing: 'deal' | 'contract') => {
  const also = `a party of the ${thing} or a centre that accompanies it`;
  return {
    parties: { roles: ['editor', 'signer'], also: `a party of the ${thing}` },
    signers: { roles: ['signer'], also: `a party of the ${thing}` },
    everybody: { roles: ['editor', 'signer'], also },
    readers: { also },
  } as const satisfies Record<string, Who>;
};

const rowsWith =
  <const Ids extends z.ZodRawShape>(ids: Ids) =>
  <const Base extends string, Params extends z.ZodType, const Changes extends readonly string[]>(
    base: Base,
    params: Params,
    changes: Changes,
  ) =>
  <const Path extends string, Fields extends z.ZodRawShape, const W extends Who>(
    summary: string,
    path: Path,
    fields: Fields,
    who: W,
  ) =>
    operation({
      summary,
      method: 'post',
      path: `/api/${base}/${path}`,
      changes,
      who,
      socket: true,
      params,
      body: z.strictObject({ ...ids, ...fields }),
      out: outcome,
    });

/** Makes rows for commands on one thing, which differ only in words, the last part of the path, fields and callers. */
export const commandsOn = rowsWith(command);

/**
 * Like `commandsOn`, for commands that hold whatever else has changed meanwhile: trust is withdrawn, and an invitation
 * answered, also while offers go on. The state of the thing alone decides.
 */
export const answersOn = rowsWith({ commandId: id });
