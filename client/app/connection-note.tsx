import { useEffect, useState } from 'react';
import { commonTexts } from '../lib/common.texts.ts';
import { isProblem } from '../lib/problem.ts';
import { queryClient } from '../lib/query.ts';
import { useTexts } from '../lib/texts.ts';

/** Shown while the network or the server is unreachable; calls are retried automatically meanwhile. */
export function ConnectionNote() {
  const say = useTexts(commonTexts);
  const isOffline = useIsOffline();
  const isServerAway = useIsServerAway();
  if (!isOffline && !isServerAway) return null;
  const code = isOffline ? 'OFFLINE' : 'UNAVAILABLE';
  return (
    <div className="note note-wait over" role="status">
      <strong>{say(`problem.${code}.title`)}</strong>
      <span>{say(`problem.${code}.text`)}</span>
    </div>
  );
}

function useIsOffline(): boolean {
  const [isOffline, setIsOffline] = useState(!navigator.onLine);
  useEffect(() => {
    const look = () => {
      setIsOffline(!navigator.onLine);
      if (navigator.onLine)
        void queryClient.refetchQueries({ type: 'active', predicate: ({ state }) => state.status === 'error' });
    };
    window.addEventListener('online', look);
    window.addEventListener('offline', look);
    return () => {
      window.removeEventListener('online', look);
      window.removeEventListener('offline', look);
    };
  }, []);
  return isOffline;
}

/** Whether a call is being retried, or has failed, because the server does not answer. */
function useIsServerAway(): boolean {
  const [isAway, setIsAway] = useState(false);
  useEffect(() => {
    const look = () => {
      const failures = [
        ...queryClient
          .getQueryCache()
          .getAll()
          .filter((query) => query.isActive())
          .map(({ state }) => state.fetchFailureReason),
        ...queryClient
          .getMutationCache()
          .getAll()
          .filter(({ state }) => state.status === 'pending')
          .map(({ state }) => state.failureReason),
      ];
      setIsAway(failures.some((reason) => isProblem(reason) && reason.isUnanswered));
    };
    const ends = [queryClient.getQueryCache().subscribe(look), queryClient.getMutationCache().subscribe(look)];
    return () => ends.forEach((end) => end());
  }, []);
  return isAway;
}
