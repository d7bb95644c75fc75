import { bootstrap, defaultWeights, pairedBootstrap, problemsOf, type Weights } from '../../../matching/index.ts';
import type { Body, Output } from '../../api/operations.ts';
import { type Actor, isCentre, organisationIdOf } from '../../domain/actors.ts';
import { concerning } from '../../domain/event.ts';
import { checkEmphasis, emphasisBounds, type Emphasis, evenEmphasis } from '../../domain/match-emphasis.ts';
import { actingOrganisation } from '../../domain/permissions.ts';
import type { Commands, Outcome } from '../../platform/events/commands.ts';
import type { Workshop } from './engine/workshop.ts';
import { emphasised } from './match-emphasis.ts';
import type { WeightsStore } from './weights.store.ts';

export type WeightsServicePorts = Readonly<{ store: WeightsStore; commands: Commands; work: Workshop['work'] }>;

/** The weights of a list: the platform's, as learned so far, scaled by the factors of the centre that asks. */
export function weightsService({ store, commands, work }: WeightsServicePorts) {
  /** The last learned weights, unless this release cannot use them: then the shipped ones. */
  const platform = async (): Promise<Weights> => {
    const live = await store.live();
    return live?.weights && problemsOf(live.weights).length === 0 ? live.weights : defaultWeights;
  };

  const withFactors = async (emphasis: Emphasis, name: string): Promise<Weights> => {
    const base = await platform();
    return emphasised(base, emphasis, `${base.version}*${name}`);
  };

  return {
    platform,

    /** The weights of a centre that has set factors; undefined where the platform's apply. */
    of: async (actor: Actor): Promise<Weights | undefined> => {
      const centreId = isCentre(actor) ? organisationIdOf(actor) : undefined;
      const kept = centreId === undefined ? null : await store.emphasis(centreId);
      return kept ? withFactors(kept.emphasis, `${kept._id}.${kept.version}`) : undefined;
    },

    weights: async (actor: Actor): Promise<Output<'matching.weights'>> => {
      const { id, memberRole } = actingOrganisation(actor);
      const kept = await store.emphasis(id);
      const { version: basedOn } = await platform();
      return {
        version: kept?.version ?? 0,
        emphasis: { ...(kept?.emphasis ?? evenEmphasis) },
        bounds: { ...emphasisBounds },
        basedOn,
        allowed: memberRole === 'admin' ? ['setWeights'] : [],
      };
    },

    /** Measures the effect of a change of factors on the frozen set, whose answers are known. */
    tryWeights: async (
      actor: Actor,
      { emphasis }: Body<'matching.tryWeights'>,
    ): Promise<Output<'matching.tryWeights'>> => {
      checkEmphasis(emphasis);
      const kept = await store.emphasis(actingOrganisation(actor).id);
      const { set, needs, patents, trials } = await work('tryWeights', {
        weights: [await withFactors(kept?.emphasis ?? evenEmphasis, 'now'), await withFactors(emphasis, 'then')],
      });
      const [now, then] = trials;
      if (!now || !then) throw new Error('two were tried');
      const differing = (first: number) =>
        now.firstTen.filter((ids, at) => ids.slice(0, first).join() !== then.firstTen[at]?.slice(0, first).join())
          .length;
      return {
        set,
        needs,
        patents,
        now: bootstrap(now.ndcg10),
        then: bootstrap(then.ndcg10),
        effect: pairedBootstrap(then.ndcg10, now.ndcg10),
        otherFirst: differing(1),
        otherTen: differing(10),
      };
    },

    setWeights: (actor: Actor, body: Body<'matching.setWeights'>): Promise<Outcome> => {
      const { id: centreId, place } = actingOrganisation(actor);
      const command = { operation: 'matching.setWeights', stream: `weights:${centreId}`, actor, body };
      return commands.execute(command, async ({ now, version }) => {
        const { emphasis } = body;
        checkEmphasis(emphasis);
        await store.saveEmphasis({ _id: centreId, v: 1, version, emphasis, updatedAt: now });
        return { type: 'weights.set', data: { emphasis }, concerns: concerning({ organisations: [centreId], place }) };
      });
    },
  };
}
