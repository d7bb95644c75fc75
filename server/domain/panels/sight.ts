import { type Actor, actsFor } from '../actors.ts';
import type { Panel } from './panel.ts';
import { counts, type Seat } from './seat.ts';

/** In what part somebody looks at a panel. Whoever has a seat looks as the expert, for whomever else they act. */
export type PanelPart = 'organiser' | 'expert' | 'applicant';

/** What somebody may see of one thing of a panel. */
export type ThingSight = Readonly<{
  /** The thing itself, as experts read it. */
  material: boolean;
  /** Who judges it, who is in conflict, and how many have answered. */
  counts: boolean;
  /** What all answers together come to, and its rank. */
  aggregate: boolean;
  answers: 'all' | 'own' | 'none';
  /** Comments to the panel, and to the applicant, of everybody, without names. */
  toPanel: boolean;
  toApplicant: boolean;
  /** Whether it was chosen. */
  outcome: boolean;
}>;

const nothing: ThingSight = {
  ...{ material: false, counts: false, aggregate: false, answers: 'none' },
  ...{ toPanel: false, toApplicant: false, outcome: false },
};
const everything: ThingSight = {
  ...{ material: true, counts: true, aggregate: true, answers: 'all' },
  ...{ toPanel: true, toApplicant: true, outcome: true },
};

export type Looker = Readonly<{
  actor: Actor;
  /** The actor's own seat in the panel. */
  seat: Seat | null;
  /** The things with which the actor is in conflict, by what is known of their ties. */
  conflictedWith: ReadonlySet<string>;
}>;

export type PanelSight = Readonly<{ part: PanelPart; of: (thingId: string) => ThingSight }>;

/**
 * Who sees what of a panel: the one place where it is decided; null for who may not know that there is one.
 * - Its organiser sees everything, but for things with which the one who looks is in conflict: of these no count and no
 *   aggregate, as either tells who judged and how.
 * - An expert sees the things that they may judge and their own answers; when the panel is closed, what came of those that
 *   they judged. Never who else judges.
 * - An applicant learns that there is a panel when it is closed, and of its own thing the comments to it and the outcome.
 */
export function sightOf(
  { actor, seat, conflictedWith }: Looker,
  panel: Pick<Panel, 'organiserId' | 'state' | 'things' | 'recusals'>,
): PanelSight | null {
  const isClosed = panel.state === 'closed';
  if (seat) return { part: 'expert', of: (thingId) => expertSight(seat, thingId, isClosed, conflictedWith) };
  if (actsFor(actor, panel.organiserId)) {
    const isRecused = (thingId: string) =>
      conflictedWith.has(thingId) ||
      panel.recusals.some((one) => one.thingId === thingId && actor.kind === 'person' && one.userId === actor.userId);
    return { part: 'organiser', of: (thingId) => (isRecused(thingId) ? nothing : everything) };
  }
  const own = new Set(panel.things.filter(({ applicantId }) => actsFor(actor, applicantId)).map(({ id }) => id));
  if (own.size === 0 || !isClosed) return null;
  return {
    part: 'applicant',
    of: (thingId) => (own.has(thingId) ? { ...nothing, toApplicant: true, outcome: true } : nothing),
  };
}

function expertSight(seat: Seat, thingId: string, isClosed: boolean, conflictedWith: ReadonlySet<string>): ThingSight {
  const state = seat.state === 'seated' ? seat.things.find((one) => one.thingId === thingId)?.state : undefined;
  if ((state !== 'open' && state !== 'answered') || conflictedWith.has(thingId)) return nothing;
  const own: ThingSight = { ...nothing, material: true, answers: 'own' };
  if (!isClosed || !counts(seat, thingId)) return own;
  return { ...own, aggregate: true, toPanel: true, toApplicant: true, outcome: true };
}

/** Whether somebody who acts for the organiser may give commands on the panel: not with a seat in it, nor in conflict. */
export function organises(
  looker: Looker,
  panel: Pick<Panel, 'organiserId' | 'state' | 'things' | 'recusals'>,
): boolean {
  const sight = sightOf(looker, panel);
  return sight?.part === 'organiser' && panel.things.every(({ id }) => sight.of(id).counts);
}
