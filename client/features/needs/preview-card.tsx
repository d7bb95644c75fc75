import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Card } from '../../components/page.tsx';
import { Tag } from '../../components/tag.tsx';
import { paths } from '../../lib/paths.ts';
import { read } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { useSettled } from '../../lib/use-settled.ts';
import { bodyOf, type Entry } from './entry.ts';
import { needsTexts } from './needs.texts.ts';

/** Ranking costs more than reading, so it waits longer for the end of a thought, and for enough of one. */
const [pause, enough] = [1_200, 12];

/** The patents that would fit best if the need were published as it stands; a question under way ends when typing goes on. */
export function PreviewCard({ value }: Readonly<{ value: Entry }>) {
  const say = useTexts(needsTexts);
  const { title: _, description, keywords: __, visibility: ___, wantedBy: ____, ...entered } = bodyOf(value);
  const asked = useSettled(JSON.stringify({ text: description.trim(), ...entered }), pause);
  const body = JSON.parse(asked) as { text: string } & typeof entered; // as it was written
  const isEnough = body.text.length >= enough;
  const { data, isFetching } = useQuery({
    ...read('matches.preview', { body }),
    enabled: isEnough,
    staleTime: 60_000,
    gcTime: 60_000,
    retry: false,
    placeholderData: keepPreviousData,
  });
  if (!isEnough || (!data && !isFetching)) return null;
  return (
    <Card title={say('preview.title')}>
      {data && data.items.length === 0 && <p className="muted">{say('page.matchesNone')}</p>}
      <ul aria-busy={isFetching}>
        {data?.items.map(({ patent, score }) => (
          <li key={patent.id} className="item">
            <span className="row row-top">
              <Link className="grow" to={paths.patent(patent.id)} target="_blank">
                {patent.title}
              </Link>
              <Tag tone={score >= 0.5 ? 'good' : 'plain'}>{Math.round(score * 100)}%</Tag>
            </span>
            <span className="muted small">{patent.organisation.name}</span>
          </li>
        ))}
      </ul>
      <p className="muted small">{data ? say('preview.lead') : say('preview.waiting')}</p>
    </Card>
  );
}
