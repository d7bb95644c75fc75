import { Fragment } from 'react';
import { Link } from 'react-router';
import { paths } from '../../lib/paths.ts';
import { useTexts } from '../../lib/texts.ts';
import { accountsTexts } from './accounts.texts.ts';
import type { Organisation } from './decision-dialog.tsx';

type OthersLikeProps = Readonly<{ text: string; others: Organisation['sameName'] }>;

/** Other organisations that one could be taken for, with what became of each; nothing where there are none. */
export function OthersLike({ text, others }: OthersLikeProps) {
  const say = useTexts(accountsTexts);
  if (others.length === 0) return null;
  return (
    <div className="muted small">
      {text}
      {others.map(({ id, name, state, isReadable }, at) => (
        <Fragment key={id}>
          {at > 0 && ', '}
          {isReadable ? <Link to={paths.organisation(id)}>{name}</Link> : name} ({say(`state.${state}`)})
        </Fragment>
      ))}
    </div>
  );
}
