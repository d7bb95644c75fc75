import { type CommandOf, defineProcess, type RoleOf } from '../process.ts';

export const seatStates = ['asked', 'seated', 'declined', 'released'] as const;
export type SeatState = (typeof seatStates)[number];

/** What a step depends on besides the state. */
export type SeatFacts = Readonly<{
  /** The panel is judging. */
  isJudging: boolean;
  /** The last day for answers has not passed. */
  isInTime: boolean;
  /** The expert has been asked about things and not yet said whether there are conflicts. */
  isAsked: boolean;
}>;

/**
 * An expert's seat in a panel. Before anything but titles is shown, the expert signs the undertaking (承诺书) and says with
 * what they are in conflict. Who declined or was released is not asked again in the same panel.
 */
export const seatProcess = defineProcess({
  name: 'seat',
  initial: 'asked',
  states: seatStates,
  roles: ['expert', 'organiser'],
  final: ['declined', 'released'],
  guards: {
    isJudging: ({ isJudging }: SeatFacts) => isJudging,
    isAsked: ({ isJudging, isAsked }: SeatFacts) => isJudging && isAsked,
    isInTime: ({ isJudging, isInTime }: SeatFacts) => isJudging && isInTime,
  },
  table: {
    undertake: { by: ['expert'], from: ['asked', 'seated'], to: [{ state: 'seated', when: 'isAsked' }] },
    declare: { by: ['expert'], from: ['seated'], to: [{ state: 'same', when: 'isJudging' }] },
    answer: { by: ['expert'], from: ['seated'], to: [{ state: 'same', when: 'isInTime' }] },
    decline: { by: ['expert'], from: ['asked', 'seated'], to: [{ state: 'declined', when: 'isJudging' }] },
    release: { by: ['organiser'], from: ['asked', 'seated'], to: [{ state: 'released', when: 'isJudging' }] },
    /** Also of a panel that is closed: fees are settled afterwards. */
    setFee: { by: ['organiser'], from: ['asked', 'seated'], to: [{ state: 'same' }] },
  },
});
export type SeatRole = RoleOf<typeof seatProcess>;
export type SeatCommand = CommandOf<typeof seatProcess>;
