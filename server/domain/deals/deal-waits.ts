import type { CalendarDate } from '../calendar.ts';
import { otherSide, type Side, sides } from '../sides.ts';
import { askedCentres } from '../centre-invitations.ts';
import { type Task, type TaskKind, taskOf } from '../tasks.ts';
import { type Deal, isGoingOn, openInvitations, openOffer } from './deal.ts';

/**
 * Who is awaited for what in a deal, until when: an answer to the open offer, while it is valid; the contract file, when
 * terms are agreed; each side's confirmation of it; a word about a centre, then the centre's own.
 */
export function waitsFor(deal: Deal, today: CalendarDate): Task[] {
  if (!isGoingOn(deal)) return [];
  const idOf = (side: Side) => (side === 'supplier' ? deal.supplierId : deal.demanderId);
  const task = (what: TaskKind, organisationId: string, more: Partial<Pick<Task, 'due' | 'parts'>> = {}) =>
    taskOf(what, { thing: `deal:${deal.id}`, organisationId, ...more });
  const tasks: Task[] = [];

  const offer = deal.state === 'talks' ? openOffer(deal) : null;
  if (offer && (offer.validUntil === null || offer.validUntil >= today)) {
    tasks.push(task('deal.answerOffer', idOf(otherSide(offer.by)), { due: offer.validUntil }));
  }
  if (deal.state === 'agreed') {
    for (const side of sides) {
      if (deal.confirmedBy.includes(side)) continue;
      const what = !deal.file ? 'attachFile' : deal.confirmedBy.length === 0 ? 'readFile' : 'sign';
      tasks.push(task(`deal.${what}`, idOf(side)));
    }
  }
  for (const side of sides) {
    const parts = openInvitations(deal).flatMap(({ centreId, by, state }) =>
      state === 'proposed' && by !== side ? [centreId] : [],
    );
    if (parts.length > 0) tasks.push(task('deal.answerCentre', idOf(side), { parts }));
  }
  for (const centreId of askedCentres(openInvitations(deal))) tasks.push(task('deal.join', centreId));
  return tasks;
}

/** What has been said in a room and not been read by anybody of an organisation. */
export type Unread = Readonly<{ organisationId: string; count: number }>;

/** Messages wait to be read by those who are in the deal, until somebody of theirs has read them. */
export const messagesWaitFor = (
  { id, audience }: Readonly<{ id: string; audience: readonly string[] }>,
  unread: readonly Unread[],
): Task[] =>
  unread.flatMap(({ organisationId, count }) =>
    count > 0 && audience.includes(organisationId)
      ? [taskOf('deal.readMessages', { thing: `deal:${id}`, organisationId, count })]
      : [],
  );
