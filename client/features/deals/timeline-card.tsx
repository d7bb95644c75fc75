import { More } from '../../components/more.tsx';
import { Card } from '../../components/page.tsx';
import { Shown } from '../../components/shown.tsx';
import { formatInstant } from '../../lib/format.ts';
import { useList } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { dealsTexts } from './deals.texts.ts';

const known = [
  'opened',
  'offered',
  'offerWithdrawn',
  'accepted',
  'reopened',
  'contractAttached',
  'signed',
  'centreInvited',
  'sharesProposed',
  'sharesConfirmed',
  'madeEffective',
  'evidenceRecorded',
  'lineRecorded',
  'lineConfirmed',
  'reversalAsked',
  'reversalRefused',
  'lineReversed',
  'completed',
  'closed',
  'terminated',
] as const;
const moneyEvents = ['dueRecorded', 'receiptRecorded', 'refundRecorded', 'contributionRecorded', 'drawdownRecorded'];

/** What happened in the deal, in order, by whom. */
export function TimelineCard({ dealId }: Readonly<{ dealId: string }>) {
  const say = useTexts(dealsTexts);
  const events = useList('deals.timeline', { params: { dealId }, query: { limit: 100 } });
  return (
    <Card title={say('timeline')}>
      <Shown query={events}>
        {() => (
          <ol className="timeline">
            {events.items.map(({ seq, type, at, organisation, data, note }) => (
              <li key={seq}>
                <strong>{say(`event.${nameOf(type)}`, { number: data['number'] })}</strong>
                <div className="muted small">
                  {organisation && `${organisation.name} · `}
                  {formatInstant(at)}
                </div>
                {note && <div className="small">{note}</div>}
              </li>
            ))}
          </ol>
        )}
      </Shown>
      <More list={events} />
    </Card>
  );
}

/** The text of an event; one that came later than this page is an update. */
function nameOf(type: string): (typeof known)[number] | 'other' {
  const name = type.replace(/^[^.]*\./, '');
  if (moneyEvents.includes(name)) return 'lineRecorded';
  return known.find((one) => one === name) ?? 'other';
}
