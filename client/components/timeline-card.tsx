import { dealingTexts } from './dealing.texts.ts';
import { formatInstant } from '../lib/format.ts';
import { useTexts } from '../lib/texts.ts';
import { type Growing, More } from './more.tsx';
import { Card } from './page.tsx';
import { type Listed, Shown } from './shown.tsx';

type Happened = Readonly<{
  seq: number;
  at: string;
  organisation: Readonly<{ name: string }> | null;
  note: string | null;
}>;
type TimelineCardProps<Event> = Readonly<{ list: Listed<Event> & Growing; titleOf: (event: Event) => string }>;

/** The events of a deal or contract in order, each with its author, time and note. */
export function TimelineCard<Event extends Happened>({ list, titleOf }: TimelineCardProps<Event>) {
  const say = useTexts(dealingTexts);
  return (
    <Card title={say('timeline')}>
      <Shown query={list}>
        {() => (
          <ol className="timeline">
            {list.items.map((event) => (
              <li key={event.seq}>
                <strong>{titleOf(event)}</strong>
                <div className="muted small">
                  {event.organisation && `${event.organisation.name} · `}
                  {formatInstant(event.at)}
                </div>
                {event.note && <div className="small">{event.note}</div>}
              </li>
            ))}
          </ol>
        )}
      </Shown>
      <More list={list} />
    </Card>
  );
}
