import type { ComponentProps } from 'react';
import { dealingTexts } from './dealing.texts.ts';
import { formatInstant } from '../lib/format.ts';
import { useTexts } from '../lib/texts.ts';
import { More } from './more.tsx';
import { Card } from './page.tsx';
import { Shown } from './shown.tsx';

type Row = Readonly<{
  seq: number;
  title: string;
  at: string;
  organisation: Readonly<{ name: string }> | null;
  note: string | null;
}>;
type TimelineCardProps = Readonly<{
  list: ComponentProps<typeof Shown>['query'] & ComponentProps<typeof More>['list'];
  rows: readonly Row[];
}>;

/** What happened, in order, by whom, and what was written with it. */
export function TimelineCard({ list, rows }: TimelineCardProps) {
  const say = useTexts(dealingTexts);
  return (
    <Card title={say('timeline')}>
      <Shown query={list}>
        {() => (
          <ol className="timeline">
            {rows.map(({ seq, title, at, organisation, note }) => (
              <li key={seq}>
                <strong>{title}</strong>
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
      <More list={list} />
    </Card>
  );
}
