import type { ListingState } from '../../server/domain/patents/listing-process.ts';
import { commonTexts } from '../lib/common.texts.ts';
import { useTexts } from '../lib/texts.ts';
import { Card } from './page.tsx';

const reasons = {
  draft: 'notYet',
  facultyReview: 'notYet',
  schoolReview: 'notYet',
  inStock: 'notYet',
  selfAssessed: 'notYet',
  published: null,
  inTalks: null,
  locked: 'locked',
  converted: 'converted',
  withdrawn: 'withdrawn',
  dueForReview: 'dueForReview',
  lapsed: 'lapsed',
} as const satisfies Record<ListingState, string | null>;

/** Why a patent in this state is matched with no needs now; null while it is on offer. */
export const patentAtRest = (state: ListingState) => reasons[state];

/** Says so: not public yet, promised to or gone into a deal, taken down, not confirmed in time, or ended. */
export function PatentAtRest({ reason }: Readonly<{ reason: NonNullable<ReturnType<typeof patentAtRest>> }>) {
  const say = useTexts(commonTexts);
  return (
    <Card title={say(`patentAtRest.${reason}.title`)}>
      <p className="muted">{say(`patentAtRest.${reason}.text`)}</p>
    </Card>
  );
}
