import type { Actor } from '../../domain/actors.ts';
import { mayKnowNeed, mayKnowOwner } from '../../domain/needs/need-visibility.ts';
import { mayKnowListing } from '../../domain/patents/listing-visibility.ts';
import type { AskedKind } from '../../domain/questions/question-process.ts';
import type { QuestionPorts } from './questions.ports.ts';

/** A listing or need as of now, for somebody. */
export type AskedThing = Readonly<{
  title: string;
  ownerId: string;
  isOnOffer: boolean;
  mayKnow: boolean;
  /** Whether he may know whose it is; whether it hides that from everybody. */
  isOwnerNamed: boolean;
  isAnonymous: boolean;
}>;

/** The listings and needs that questions are about, by id. */
export const askedThings =
  ({ patents, needs }: Pick<QuestionPorts, 'patents' | 'needs'>) =>
  async (actor: Actor, kind: AskedKind, ids: readonly string[]): Promise<ReadonlyMap<string, AskedThing>> => {
    const found = new Map<string, AskedThing>();
    if (ids.length === 0) return found;
    if (kind === 'patent') {
      for (const { id, content, organisationId: ownerId, isOnOffer, ...patent } of await patents.present(ids)) {
        const mayKnow = mayKnowListing(actor, { organisationId: ownerId, ...patent });
        found.set(id, { title: content.title, ownerId, isOnOffer, mayKnow, isOwnerNamed: true, isAnonymous: false });
      }
      return found;
    }
    for (const { id, content, isOnOffer, ...need } of await needs.present(ids)) {
      const [mayKnow, isOwnerNamed] = [mayKnowNeed(actor, need), mayKnowOwner(actor, need)];
      const isAnonymous = need.visibility === 'anonymous';
      const { title } = content;
      found.set(id, { title, ownerId: need.organisationId, isOnOffer, mayKnow, isOwnerNamed, isAnonymous });
    }
    return found;
  };
