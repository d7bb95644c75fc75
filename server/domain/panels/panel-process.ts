import { type CommandOf, defineProcess } from '../process.ts';

export const panelStates = ['preparing', 'judging', 'closed', 'cancelled'] as const;
export type PanelState = (typeof panelStates)[number];

/** What a step depends on besides the state. */
export type PanelFacts = Readonly<{
  /** Everything asked for was answered, or the last day has passed; and something was answered. */
  mayClose: boolean;
}>;

/**
 * The life of a panel (评审): somebody who organises it has things judged by experts. Its organiser decides who is asked and
 * until when, and closes it; what the experts answer is theirs, see `seatProcess`.
 */
export const panelProcess = defineProcess({
  name: 'panel',
  initial: 'preparing',
  states: panelStates,
  roles: ['organiser'],
  final: ['closed', 'cancelled'],
  guards: { mayClose: ({ mayClose }: PanelFacts) => mayClose },
  table: {
    revise: { by: ['organiser'], from: ['preparing'], to: [{ state: 'same' }] },
    reviseForm: { by: ['organiser'], from: ['preparing', 'judging'], to: [{ state: 'same' }] },
    setDays: { by: ['organiser'], from: ['preparing', 'judging'], to: [{ state: 'same' }] },
    /** Asks experts, and fills the places that others left. */
    assign: { by: ['organiser'], from: ['preparing', 'judging'], to: [{ state: 'judging' }] },
    recuse: { by: ['organiser'], from: ['preparing', 'judging'], to: [{ state: 'same' }] },
    recordStep: { by: ['organiser'], from: ['judging'], to: [{ state: 'same' }] },
    close: { by: ['organiser'], from: ['judging'], to: [{ state: 'closed', when: 'mayClose' }] },
    cancel: { by: ['organiser'], from: ['preparing', 'judging'], to: [{ state: 'cancelled' }] },
  },
});
export type PanelCommand = CommandOf<typeof panelProcess>;
