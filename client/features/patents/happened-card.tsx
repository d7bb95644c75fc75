import type { Output } from '../../../server/api/operations.ts';
import { TimelineCard } from '../../components/timeline-card.tsx';
import { formatList } from '../../lib/format.ts';
import { useList } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { patentsTexts } from './patents.texts.ts';

type Happened = Output<'patents.timeline'>['items'][number];

/** What happened to a listing, for its organisation. */
export function HappenedCard({ patentId }: Readonly<{ patentId: string }>) {
  const say = useTexts(patentsTexts);
  const list = useList('patents.timeline', { params: { patentId }, query: {} });
  const titleOf = (event: Happened): string => {
    switch (event.type) {
      case 'patent.created':
        return say('happened.created');
      case 'patent.revised': {
        const corrected = event.data.corrected ?? [];
        if (corrected.length === 0) return say('happened.revised');
        return say('happened.corrected', { fields: formatList(corrected.map((field) => say(`field.${field}`))) });
      }
      case 'patent.stepped': {
        const { from, to } = event.data;
        return say('happened.stepped', { from: say(`state.${from}`), to: say(`state.${to}`) });
      }
    }
  };
  if (list.data && list.items.length === 0) return null;
  return <TimelineCard list={list} titleOf={titleOf} />;
}
