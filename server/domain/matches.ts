import { DomainError } from './errors.ts';
import { allowedCommands, type CommandOf, defineProcess, type RoleOf, step } from './process.ts';
import { otherSide, type Side, sides } from './sides.ts';

export const matchSides = sides;
export type MatchSide = Side;

export const matchStates = [
  'suggested',
  'interestedBySupplier',
  'interestedByDemander',
  /** 双向: a deal has been opened from it. */
  'mutual',
  'declined',
  /** 超时: the other side never answered. */
  'expired',
] as const;
export type MatchState = (typeof matchStates)[number];
/** States as one side sees them: `seen` (已阅) is that side's read mark on a suggestion, not a state of the match. */
export const shownMatchStates = [...matchStates, 'seen'] as const;

/** Why somebody put a pair before a side. */
export const pushes = ['recommended', 'interested', 'declined'] as const;
export type Push = (typeof pushes)[number];
/** Why a pair is new to a side: by a command of a centre or of the other side, or because the matcher found it. */
export const becauses = [...pushes, 'found'] as const;
export type Because = (typeof becauses)[number];

/** Why a side declines: shown to the other side, and learned from by the matcher. */
export const declineReasons = [
  'notRelevant',
  'alreadySolved',
  'price',
  'maturity',
  'route',
  'rights',
  'timing',
  'partner',
  'other',
] as const;
export type DeclineReason = (typeof declineReasons)[number];

/** What a step of a match depends on besides its state. */
export type MatchFacts = Readonly<{
  /** The side that gives the command; null for a facilitator and the system. */
  side: MatchSide | null;
  /** The side that has shown interest and waits for the other. */
  interested: MatchSide | null;
  /** A no that this side said and may still take back: the state in which it was said. */
  takesBackTo: MatchState | null;
}>;
/** A no as it was said: by whom, in which state, and until when it may be taken back. */
export type StandingNo = Readonly<{ by: MatchSide; from: MatchState; until: Date }>;

const untouched = ({ side, interested }: MatchFacts, who: MatchSide) => side === who && interested === null;

const answer = { days: 'match.answerDays', counting: 'calendar', command: 'expire' } as const;

/**
 * The life of a match (domain rule b-11): 推荐 → 感兴趣(单/双向) → 建联, or 婉拒(原因必填), or 超时. Whoever said no may take
 * it back for a while: the match is then as it was before.
 */
export const matchProcess = defineProcess({
  name: 'match',
  initial: 'suggested',
  states: matchStates,
  roles: [...matchSides, 'facilitator', 'system'],
  final: ['mutual'],
  guards: {
    otherSideIsInterested: ({ side, interested }: MatchFacts) => side !== null && interested === otherSide(side),
    supplierIsFirst: (facts: MatchFacts) => untouched(facts, 'supplier'),
    demanderIsFirst: (facts: MatchFacts) => untouched(facts, 'demander'),
    supplierWasInterested: ({ takesBackTo }: MatchFacts) => takesBackTo === 'interestedBySupplier',
    demanderWasInterested: ({ takesBackTo }: MatchFacts) => takesBackTo === 'interestedByDemander',
    nobodyWasInterested: ({ takesBackTo }: MatchFacts) => takesBackTo === 'suggested' || takesBackTo === 'expired',
  },
  after: { interestedBySupplier: answer, interestedByDemander: answer },
  table: {
    showInterest: {
      by: ['supplier', 'demander'],
      from: ['suggested', 'interestedBySupplier', 'interestedByDemander', 'expired'],
      to: [
        { state: 'mutual', when: 'otherSideIsInterested' },
        { state: 'interestedBySupplier', when: 'supplierIsFirst' },
        { state: 'interestedByDemander', when: 'demanderIsFirst' },
      ],
    },
    decline: {
      by: ['supplier', 'demander'],
      from: ['suggested', 'interestedBySupplier', 'interestedByDemander', 'expired'],
      to: [{ state: 'declined' }],
    },
    takeBack: {
      by: ['supplier', 'demander'],
      from: ['declined'],
      to: [
        { state: 'interestedBySupplier', when: 'supplierWasInterested' },
        { state: 'interestedByDemander', when: 'demanderWasInterested' },
        { state: 'suggested', when: 'nobodyWasInterested' },
      ],
    },
    recommend: {
      by: ['facilitator'],
      from: ['suggested', 'interestedBySupplier', 'interestedByDemander', 'expired'],
      to: [{ state: 'same' }],
    },
    expire: { by: ['system'], from: ['interestedBySupplier', 'interestedByDemander'], to: [{ state: 'expired' }] },
  },
});

/** The facilitator is a centre that brings the two sides together. */
export type MatchRole = RoleOf<typeof matchProcess>;
export type MatchCommand = CommandOf<typeof matchProcess>;

/** The side that has shown interest and waits for the other; null in other states. */
export function interestedIn(state: MatchState): MatchSide | null {
  if (state === 'interestedBySupplier') return 'supplier';
  return state === 'interestedByDemander' ? 'demander' : null;
}

/** The no that stands in a declined match, and the time now. */
type NoNow = Readonly<{ no: StandingNo | null; now: Date }>;

/** The state after a command. Throws WRONG_STATE or NOT_ALLOWED. */
export function stepMatch(state: MatchState, command: MatchCommand, role: MatchRole, noNow?: NoNow): MatchState {
  return step(matchProcess, state, command, [role], factsOf(state, role, noNow));
}

export const allowedInMatch = (state: MatchState, role: MatchRole, noNow?: NoNow): MatchCommand[] =>
  allowedCommands(matchProcess, state, [role], factsOf(state, role, noNow));

function factsOf(state: MatchState, role: MatchRole, noNow?: NoNow): MatchFacts {
  const no = noNow?.no;
  const mayTakeBack = no?.by === role && noNow !== undefined && noNow.now < no.until;
  return {
    side: role === 'supplier' || role === 'demander' ? role : null,
    interested: interestedIn(state),
    takesBackTo: no && mayTakeBack ? no.from : null,
  };
}

/** Throws INVALID_INPUT for the reason "other" without a text. */
export function checkDecline(reason: DeclineReason, text: string): void {
  if (reason === 'other' && text === '')
    throw new DomainError('INVALID_INPUT', 'matches.reasonNeeded', { field: 'text' });
}
