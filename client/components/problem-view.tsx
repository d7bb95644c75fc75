import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { Button } from 'antd';
import { commonTexts } from '../lib/common.texts.ts';
import { paths } from '../lib/paths.ts';
import { isProblem } from '../lib/problem.ts';
import { useTexts } from '../lib/texts.ts';

/** Replaces content that could not be loaded: says what happened, what was kept and what to do next. */
export function ProblemView({ error, retry }: Readonly<{ error: unknown; retry?: () => void }>) {
  const say = useTexts(commonTexts);
  const { pathname, search } = useLocation();
  const code = isProblem(error) ? error.code : 'crashed';
  const isPartAway = isProblem(error, 'UNAVAILABLE') && !error.isUnanswered;
  return (
    <div className="problem" role="alert">
      <h2>{isPartAway ? error.message : say(`problem.${code}.title`)}</h2>
      <p>{say(`problem.${code}.text`)}</p>
      {isProblem(error, 'INTERNAL') && <p className="muted">{say('requestId', { id: error.requestId })}</p>}
      <div className="row">
        {code === 'NOT_AUTHENTICATED' && (
          <Link className="button" to={paths.signIn({ to: pathname + search })}>
            {say('signIn')}
          </Link>
        )}
        {code === 'crashed' && <Button onClick={() => window.location.reload()}>{say('reload')}</Button>}
        {retry && code !== 'NOT_FOUND' && code !== 'NOT_ALLOWED' && <Button onClick={retry}>{say('retry')}</Button>}
        {(code === 'NOT_FOUND' || code === 'NOT_ALLOWED') && <Link to={paths.home()}>{say('home')}</Link>}
      </div>
    </div>
  );
}

/** A one-line version beside the form or button that failed; prefers the server's own message. */
export function ProblemNote({ error }: Readonly<{ error: unknown }>): ReactNode {
  const say = useTexts(commonTexts);
  if (!error) return null;
  const code = isProblem(error) ? error.code : 'crashed';
  const isMarked = isProblem(error, 'INVALID_INPUT') && error.fields.length > 0;
  const text = isProblem(error) && error.message && code !== 'STALE_VERSION' && !isMarked ? error.message : '';
  return (
    <div className="note note-bad" role="alert">
      <strong>{text || say(`problem.${code}.title`)}</strong>
      {(!text || isMarked) && <span>{say(`problem.${code}.text`)}</span>}
      {code === 'INTERNAL' && isProblem(error) && (
        <span className="muted">{say('requestId', { id: error.requestId })}</span>
      )}
    </div>
  );
}
