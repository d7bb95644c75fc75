import { Link } from 'react-router';
import { Card } from './page.tsx';
import { Shown } from './shown.tsx';
import { Tag } from './tag.tsx';

/** One line of the list. `by` names the owner; `score` is the fit, from 0 to 1. */
type Best = Readonly<{ id: string; to: string; title: string; by: string; score: number }>;
type BestMatchesProps = Readonly<{
  title: string;
  /** Shown instead of an empty list. */
  none: string;
  all: Readonly<{ to: string; text: string }>;
  query: Parameters<typeof Shown<readonly Best[]>>[0]['query'];
}>;

/** The best matches of a need or a patent, with a link to the full list and its reasons. */
export function BestMatches({ title, none, all, query }: BestMatchesProps) {
  return (
    <Card title={title}>
      <Shown query={query}>
        {(matches) =>
          matches.length === 0 ? (
            <p className="muted">{none}</p>
          ) : (
            <ul>
              {matches.map((match) => (
                <li key={match.id} className="item">
                  <span className="row row-top">
                    <Link className="grow" to={match.to}>
                      {match.title}
                    </Link>
                    <Tag tone={match.score >= 0.5 ? 'good' : 'plain'}>{Math.round(match.score * 100)}%</Tag>
                  </span>
                  <span className="muted small">{match.by}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
      <div>
        <Link className="button" to={all.to}>
          {all.text}
        </Link>
      </div>
    </Card>
  );
}
