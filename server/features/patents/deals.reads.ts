import { addDays, dateInShanghai } from '../../domain/calendar.ts';
import { isEnded } from '../../domain/patents/listing.ts';
import type { Clock } from '../../platform/clock.ts';
import type { PatentsStore } from './patents.store.ts';

/** What deals and contracts need to know about patents. */
export function patentsForDeals(store: PatentsStore, clock: Clock) {
  return {
    titles: async (ids: readonly string[]): Promise<ReadonlyMap<string, string>> =>
      new Map((await store.titled(ids)).map(({ _id, content }) => [_id, content.title])),
    ipc: async (ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> =>
      new Map((await store.all(ids)).map(({ _id, content }) => [_id, content.ipc])),

    /** Kind and official number of the rights behind listings; before the grant they are applications. */
    rights: async (ids: readonly string[]) =>
      new Map(
        (await store.all(ids)).map(
          ({ _id, content: { grantedOn, legalStatus, applicationNumber, publicationNumber } }) => {
            const isPending = legalStatus === 'pending' || (legalStatus === undefined && grantedOn === undefined);
            const kind = isPending ? ('patentApplication' as const) : ('patent' as const);
            return [_id, { kind, number: applicationNumber ?? publicationNumber ?? null }];
          },
        ),
      ),

    hold: store.hold,
    /** The facts for `preflight`. */
    forPreflight: async (ids: readonly string[], supplierId: string) => {
      const today = dateInShanghai(clock.now());
      return (await store.all(ids)).map(({ _id, content, endsOn, holder, organisationId }) => ({
        id: _id,
        isEnded: isEnded(content, endsOn, today),
        termEndsOn: endsOn && addDays(endsOn, -1),
        holderCount: content.holders.length,
        isHeldBySupplier: organisationId === supplierId && holder === 'self',
      }));
    },
  };
}
