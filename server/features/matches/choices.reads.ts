import type { Input, Output } from '../../api/operations.ts';
import { type Actor, actsFor } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import { mayKnowNeed, mayKnowOwner } from '../../domain/needs/need-visibility.ts';
import { actingOrganisation } from '../../domain/permissions.ts';
import type { MatchPorts } from './matches.ports.ts';
import type { Pair } from './matches.service.ts';
import type { MatchesStore } from './matches.store.ts';
import type { PairViews } from './pair-views.ts';

type Choices = Output<'matches.needsFor'>;
type Query = Input<'matches.needsFor'>['query'];
type Thing = Readonly<{ kind: 'patent' | 'need'; id: string }>;

export type ChoicesPorts = Pick<MatchPorts, 'patents' | 'needs'> &
  Readonly<{
    store: MatchesStore;
    page: PairViews['page'];
    /** Ids of what an organisation has on offer, the latest entered first; `text` is part of its title or number. */
    offeredBy: Readonly<
      Record<'needs' | 'patents', (organisationId: string, text: string, limit: number) => Promise<readonly string[]>>
    >;
  }>;

/** So many are looked at: what the matcher suggested, and the latest. */
const most = 40;

/** What can be put beside a patent or a need to show interest in both: the best fitting first. */
export function choicesReads({ store, patents, needs, page, offeredBy }: ChoicesPorts) {
  /** Whose things may be chosen: one's own for somebody else's thing, or the other way round. */
  const ownerOf = (actor: Actor, thingOwner: string, of: string | undefined): string => {
    const chosen = of ?? actingOrganisation(actor).id;
    const isBetween = chosen !== thingOwner && (actsFor(actor, chosen) || actsFor(actor, thingOwner));
    if (!isBetween) throw new DomainError('NOT_ALLOWED', 'common.notAllowed');
    return chosen;
  };

  const choices = async (actor: Actor, pairs: readonly Pair[], limit: number): Promise<Choices> => {
    // `versions: null`: no list is asked for the fit, which is computed now
    const found = await page(
      actor,
      pairs.map((pair) => ({ ...pair, versions: null })),
    );
    const items = found.map(({ view, fit }) => ({ ...view, score: fit }));
    items.sort((a, b) => Number(isBegun(b)) - Number(isBegun(a)) || (b.score ?? -1) - (a.score ?? -1));
    return { items: items.slice(0, limit), isMore: items.length > limit || pairs.length >= most };
  };

  /** The pairs with what was chosen from, each once. */
  const candidates = async (
    kind: 'needs' | 'patents',
    thing: Thing,
    organisationId: string,
    text: string,
  ): Promise<string[]> => {
    const suggested = text === '' ? await store.suggestedTo(thing, organisationId, most / 2) : [];
    const latest = await offeredBy[kind](organisationId, text, most);
    return [...new Set([...suggested, ...latest])].slice(0, most);
  };

  return {
    needsFor: async (actor: Actor, patentId: string, { of, text, limit }: Query): Promise<Choices> => {
      const [patent] = await patents.present([patentId]);
      if (!patent || !(patent.isOnOffer || actsFor(actor, patent.organisationId)))
        throw new DomainError('NOT_FOUND', 'common.notFound');
      const organisationId = ownerOf(actor, patent.organisationId, of);
      const ids = await candidates('needs', { kind: 'patent', id: patentId }, organisationId, text);
      // of another organisation only what it shows as its own: an anonymous need must not be found by asking for its owner
      const shown = (await needs.present(ids)).filter(
        (need) =>
          need.organisationId === organisationId &&
          need.isOnOffer &&
          mayKnowNeed(actor, need) &&
          mayKnowOwner(actor, need),
      );
      return choices(
        actor,
        shown.map(({ id }) => ({ needId: id, patentId })),
        limit,
      );
    },

    patentsFor: async (actor: Actor, needId: string, { of, text, limit }: Query): Promise<Choices> => {
      const [need] = await needs.present([needId]);
      if (!need || !mayKnowNeed(actor, need)) throw new DomainError('NOT_FOUND', 'common.notFound');
      const organisationId = ownerOf(actor, need.organisationId, of);
      const ids = await candidates('patents', { kind: 'need', id: needId }, organisationId, text);
      const shown = (await patents.present(ids)).filter(
        (patent) => patent.organisationId === organisationId && patent.isOnOffer,
      );
      return choices(
        actor,
        shown.map(({ id }) => ({ needId, patentId: id })),
        limit,
      );
    },

    /**
     * The matches in which somebody acted between a thing and what another organisation needs or offers; of an anonymous
     * need only for its owner, and for both once both are interested.
     */
    between: async (actor: Actor, thing: Thing, otherId: string) => {
      const found = await page(actor, await store.between(thing, otherId, most), false);
      const present = new Map((await needs.present(found.map(({ row }) => row.needId))).map((need) => [need.id, need]));
      return found.flatMap(({ row, view: { id, state, need, patent, dealId } }) => {
        const known = present.get(row.needId);
        const isTheThing = thing.kind === 'need';
        if (!known || !(isTheThing || mayKnowOwner(actor, known, state === 'mutual'))) return [];
        return { id, state, need: titled(need), patent: titled(patent), dealId };
      });
    },
  };
}

const isBegun = ({ state }: Choices['items'][number]): boolean =>
  state === 'mutual' || state === 'interestedBySupplier' || state === 'interestedByDemander';

const titled = ({ id, title }: Readonly<{ id: string; title: string }>) => ({ id, title });
