import { useEffect } from 'react';
import { useQuery } from '@tanstack/react-query';
import { operators } from '../../server/domain/tasks.ts';
import { paths } from './paths.ts';
import { read } from './query.ts';
import type { Me } from './session.ts';
import { inboxCount } from './signals.ts';
import { useStream } from './socket.ts';

/** How much waits for the user and is new; the page title says so, too. Read again when the socket says that it changed. */
export function useInboxCount(me: Me) {
  const { organisation, isAdministrator, userId } = me;
  useStream(organisation?.state === 'approved' ? `inbox:${organisation.id}` : null);
  useStream(isAdministrator ? `inbox:${operators}` : null);
  useStream(`inbox:${userId}`);
  const { data } = useQuery({ ...read('inbox.count'), refetchInterval: 60_000 });
  const total = data ? data.waiting + data.news : 0;
  useEffect(() => {
    inboxCount.set(total);
    return () => inboxCount.set(0);
  }, [total]);
  return data;
}

type Thing = Readonly<{ kind: string; id: string }> | null;

/** Where a task is done, or what happened can be seen; `what` is the kind of the task or notice. */
export function placeOf(what: string, thing: Thing): string {
  switch (thing?.kind) {
    case 'deal':
      return paths.deal(thing.id);
    case 'contract':
      return paths.contract(thing.id);
    case 'import':
      return paths.import(thing.id);
    case 'question':
      return paths.question(thing.id);
    case 'patent':
      return paths.patent(thing.id);
    case 'need':
      return paths.need(thing.id);
    case 'organisation':
      return paths.organisation(thing.id);
    default:
      return placesOfMany[what.split('.')[0] ?? '']?.() ?? paths.home();
  }
}

const placesOfMany: Readonly<Record<string, () => string>> = {
  match: () => paths.matches({ show: 'mine' }),
  deal: () => paths.deals(),
  contract: () => paths.contracts(),
  inspection: () => paths.contracts(),
  question: () => paths.questions(),
  import: () => paths.imports(),
  patent: () => paths.myPatents(),
  need: () => paths.myNeeds(),
  organisation: () => paths.organisations(),
};
