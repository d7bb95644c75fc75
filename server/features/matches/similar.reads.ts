import type { Output } from '../../api/operations.ts';
import type { MatchingThread } from './engine/matching-thread.ts';
import type { MatchPorts } from './matches.ports.ts';

const shown = 5;

/** Similar patents, for readers who look for a second source or another solution. */
export function similarReads(
  ports: Pick<MatchPorts, 'patents' | 'organisationNames'> & Readonly<{ ask: MatchingThread['ask'] }>,
) {
  const { ask } = ports;
  return {
    /** Similar patents on offer, which anybody may see; none for a patent that is not itself on offer. */
    similarPatents: async (patentId: string): Promise<Output<'patents.similar'>> => {
      const found = await ask('similar', { id: patentId, limit: shown });
      const there = await ports.patents.present(found.map(({ id }) => id));
      const patents = new Map(there.filter(({ isOnOffer }) => isOnOffer).map((patent) => [patent.id, patent]));
      const names = await ports.organisationNames([...new Set(there.map(({ organisationId }) => organisationId))]);
      const items = found.flatMap(({ id }) => {
        const patent = patents.get(id);
        if (!patent) return [];
        const { content, organisationId } = patent;
        return {
          id,
          title: content.title,
          organisation: { id: organisationId, name: names.get(organisationId) ?? '' },
          maturity: content.maturity ?? null,
          askingPrice: content.askingPrice ?? null,
        };
      });
      return { items };
    },
  };
}
