import { DomainError } from './errors.ts';
import { allowedCommands, type CommandOf, commandsOf, defineProcess, step } from './process.ts';
import { otherSide, type Side } from './sides.ts';

export const centreStandings = ['outside', 'proposed', 'asked', 'in'] as const;
export type CentreStanding = (typeof centreStandings)[number];

/** A centre that is not in a room yet: one side proposed it (`by`); once the other agrees, the centre is asked. */
export type CentreInvitation = Readonly<{ centreId: string; by: Side; state: 'proposed' | 'asked' }>;

/** What a deal and a contract both have: the centres that are in it, and those that may come to be. */
export type CentreRoom = Readonly<{
  /** Centres that accepted: they see everything in it, also what was there before them. */
  centreIds: readonly string[];
  centreInvitations: readonly CentreInvitation[];
}>;

/** What a step of a centre's standing depends on besides the standing, seen from the caller's side. */
export type CentreFacts = Readonly<{
  /** The room still goes on, so that somebody may come in. */
  isOpen: boolean;
  /** The standing is decided here: no longer in a deal whose contract is signed, which takes the standing over. */
  isDecidedHere: boolean;
  /** The caller's side has given its word for the centre: it proposed it, or agreed. */
  iHaveAgreed: boolean;
}>;

const parties = ['party'] as const;
const centre = ['centre'] as const;

/**
 * The standing of one centre in one room. It comes in only when both sides and the centre itself want it; either side
 * may let it go alone, because either may withdraw its trust.
 */
export const centreProcess = defineProcess({
  name: 'centre in a room',
  initial: 'outside',
  states: centreStandings,
  /** `system`: carries into the room of a deal that the centre has left the contract which followed from it. */
  roles: ['party', 'centre', 'system'],
  final: [],
  guards: {
    isOpen: ({ isOpen }: CentreFacts) => isOpen,
    isDecidedHere: ({ isDecidedHere }: CentreFacts) => isDecidedHere,
    mayAgree: ({ isOpen, iHaveAgreed }: CentreFacts) => isOpen && !iHaveAgreed,
    awaitsMyWord: ({ isDecidedHere, iHaveAgreed }: CentreFacts) => isDecidedHere && !iHaveAgreed,
    iHaveAgreed: ({ isDecidedHere, iHaveAgreed }: CentreFacts) => isDecidedHere && iHaveAgreed,
  },
  table: {
    proposeCentre: { by: parties, from: ['outside'], to: [{ state: 'proposed', when: 'isOpen' }] },
    agreeToCentre: { by: parties, from: ['proposed'], to: [{ state: 'asked', when: 'mayAgree' }] },
    refuseCentre: { by: parties, from: ['proposed'], to: [{ state: 'outside', when: 'awaitsMyWord' }] },
    takeBackCentre: { by: parties, from: ['proposed', 'asked'], to: [{ state: 'outside', when: 'iHaveAgreed' }] },
    acceptInvitation: { by: centre, from: ['asked'], to: [{ state: 'in', when: 'isOpen' }] },
    declineInvitation: { by: centre, from: ['asked'], to: [{ state: 'outside', when: 'isDecidedHere' }] },
    letCentreGo: { by: ['party', 'system'], from: ['in'], to: [{ state: 'outside', when: 'isDecidedHere' }] },
    leave: { by: ['centre', 'system'], from: ['in'], to: [{ state: 'outside', when: 'isDecidedHere' }] },
  },
});
export type CentreCommand = CommandOf<typeof centreProcess>;

/** The event of each command, without the name of the thing: `deal.centreProposed`, `contract.centreProposed`. */
const centreFacts = {
  proposeCentre: 'centreProposed',
  agreeToCentre: 'centreAsked',
  refuseCentre: 'centreRefused',
  takeBackCentre: 'centreTakenBack',
  acceptInvitation: 'centreJoined',
  declineInvitation: 'centreDeclined',
  letCentreGo: 'centreLetGo',
  leave: 'centreLeft',
} as const satisfies Record<CentreCommand, string>;
export type CentreFact = (typeof centreFacts)[CentreCommand];
type Centred<Thing extends string, Value> = { [Fact in CentreFact as `${Thing}.${Fact}`]: Value };
/** The events of a thing that tell how a centre stands in it. */
export type CentreEvents<Thing extends string> = Centred<
  Thing,
  Readonly<{ centreId: string; by: Side | 'facilitator' }>
>;

/** A table with the same entry for each of a thing's events about centres. */
export const perCentreEvent = <const Thing extends string, Value>(thing: Thing, value: Value) =>
  // the keys that the type says: one for each fact
  Object.fromEntries(Object.values(centreFacts).map((fact) => [`${thing}.${fact}`, value])) as Readonly<
    Centred<Thing, Value>
  >;
/** A table with an entry for each operation that gives a command about centres: `deals.proposeCentre`. */
export const perCentreCommand = <const Things extends string, Value>(
  things: Things,
  valueOf: (command: CentreCommand) => Value,
) =>
  // the keys that the type says: one for each command
  Object.fromEntries(
    commandsOf(centreProcess).map((command) => [`${things}.${command}`, valueOf(command)]),
  ) as Readonly<{
    [Command in CentreCommand as `${Things}.${Command}`]: Value;
  }>;

const invitationOf = ({ centreInvitations }: CentreRoom, centreId: string) =>
  centreInvitations.find((one) => one.centreId === centreId);

export const standingOf = (room: CentreRoom, centreId: string): CentreStanding =>
  room.centreIds.includes(centreId) ? 'in' : (invitationOf(room, centreId)?.state ?? 'outside');

/** Ids of the centres that are asked. They may know that they are: by whom and about what; nothing else. */
export const askedCentres = (invitations: readonly CentreInvitation[]): string[] =>
  invitations.flatMap(({ centreId, state }) => (state === 'asked' ? [centreId] : []));

/** The sides that must say whether they agree to a centre. */
export const sidesAskedAboutCentres = (invitations: readonly CentreInvitation[]): Side[] => [
  ...new Set(invitations.flatMap(({ by, state }) => (state === 'proposed' ? [otherSide(by)] : []))),
];

/** Who gives a command on a centre's standing: a side; the centre itself; or the system for one of these. */
export type CentreCaller = Readonly<{ by: Side | 'facilitator'; isSystem?: true }>;
/** The state of the room, and the organisations that are its parties. */
export type CentreCircumstances = Pick<CentreFacts, 'isOpen' | 'isDecidedHere'> &
  Readonly<{ parties: readonly string[] }>;

const rolesOf = ({ by, isSystem }: CentreCaller) =>
  [isSystem ? ('system' as const) : by === 'facilitator' ? ('centre' as const) : ('party' as const)] as const;

const factsFor = (room: CentreRoom, centreId: string, { by }: CentreCaller, when: CentreCircumstances): CentreFacts => {
  const invitation = invitationOf(room, centreId);
  const { isOpen, isDecidedHere } = when;
  return { isOpen, isDecidedHere, iHaveAgreed: invitation?.state === 'asked' || invitation?.by === by };
};

/** What the caller may do about this centre now. */
export const allowedForCentre = (
  room: CentreRoom,
  centreId: string,
  caller: CentreCaller,
  when: CentreCircumstances,
): CentreCommand[] =>
  allowedCommands(centreProcess, standingOf(room, centreId), rolesOf(caller), factsFor(room, centreId, caller, when));

export type CentreDecision<Room extends CentreRoom> = Readonly<{
  next: Room;
  fact: CentreFact;
  data: Readonly<{ centreId: string; by: Side | 'facilitator' }>;
  /** Whether the centre may know of the step: it was or is asked, or was or is in. A proposal alone is not its matter. */
  tells: boolean;
}>;

/**
 * The room after a command on the standing of one centre. Pure. Throws NOT_ALLOWED and WRONG_STATE by the process
 * table, INVALID_INPUT for a centre that is a party itself. A caller with `by: 'facilitator'` must be this centre.
 */
export function decideCentre<Room extends CentreRoom>(
  room: Room,
  { command, centreId }: Readonly<{ command: CentreCommand; centreId: string }>,
  caller: CentreCaller,
  when: CentreCircumstances,
): CentreDecision<Room> {
  const before = standingOf(room, centreId);
  const after = step(centreProcess, before, command, rolesOf(caller), factsFor(room, centreId, caller, when));
  if (when.parties.includes(centreId)) throw new DomainError('INVALID_INPUT', 'centres.isParty', { field: 'centreId' });
  const others = room.centreInvitations.filter((one) => one.centreId !== centreId);
  const isPending = after === 'proposed' || after === 'asked';
  // the table lets only sides propose and agree, and the one who proposed stays named
  const by = invitationOf(room, centreId)?.by ?? (caller.by === 'facilitator' ? null : caller.by);
  const next = {
    ...room,
    centreIds: after === 'in' ? [...room.centreIds, centreId] : room.centreIds.filter((id) => id !== centreId),
    centreInvitations: isPending && by ? [...others, { centreId, by, state: after }] : others,
  };
  const tells = [before, after].some((standing) => standing === 'asked' || standing === 'in');
  return { next, fact: centreFacts[command], data: { centreId, by: caller.by }, tells };
}

/**
 * How every centre that is in, asked or proposed stands, with what an organisation of the room may do about each now.
 * `allowed` is asked with the caller that the organisation is: its side, or (as a centre) only for itself.
 */
export function standingsFor(
  room: CentreRoom,
  { side, organisationId }: Readonly<{ side: Side | null; organisationId: string }>,
  allowed: (centreId: string, caller: CentreCaller) => CentreCommand[],
) {
  const mine = (centreId: string): CentreCommand[] => {
    if (side) return allowed(centreId, { by: side });
    return centreId === organisationId ? allowed(centreId, { by: 'facilitator' }) : [];
  };
  const standings = [
    ...room.centreIds.map((centreId) => ({ centreId, standing: 'in' as const, proposedBy: null })),
    ...room.centreInvitations.map(({ centreId, by, state }) => ({ centreId, standing: state, proposedBy: by })),
  ];
  return {
    standings: standings.map((one) => ({ ...one, allowed: mine(one.centreId) })),
    mayProposeCentre: mine('').includes('proposeCentre'), // for a centre that has no standing yet
  };
}
