import { useRouteError } from 'react-router';
import { ProblemView } from '../components/problem-view.tsx';
import { ProblemError } from '../lib/problem.ts';

/** Shown when a screen throws, or when its code cannot be loaded (server away, or a new version deployed). */
export function RouteProblem() {
  const error = useRouteError();
  const isMissingCode = error instanceof TypeError && /import|module|fetch/i.test(error.message);
  const shown = isMissingCode ? new ProblemError(navigator.onLine ? 'UNAVAILABLE' : 'OFFLINE') : error;
  return (
    <div className="page">
      <ProblemView error={shown} {...(isMissingCode ? { retry: () => window.location.reload() } : {})} />
    </div>
  );
}

export const NotFound = () => (
  <div className="page">
    <ProblemView error={new ProblemError('NOT_FOUND')} />
  </div>
);
