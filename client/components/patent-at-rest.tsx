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

/** The reason why a patent in this state is not matched with needs; null while it is on offer. */
export const patentAtRest = (state: ListingState) => reasons[state];

/** Tells the user why the patent has no matches now. */
export function PatentAtRest({ reason }: Readonly<{ reason: NonNullable<ReturnType<typeof patentAtRest>> }>) {
  const say = useTexts(commonTexts);
  return (
    <Card title={say(`patentAtRest.${reason}.title`)}>
      <p className="muted">{say(`patentAtRest.${reason}.text`)}</p>
    </Card>
  );
}
