import { type CommandOf, defineProcess, type RoleOf } from '../process.ts';

export const expertStates = ['outside', 'applied', 'refused', 'confirmed', 'paused', 'ended'] as const;
export type ExpertState = (typeof expertStates)[number];

/** What a step depends on besides the state. */
export type ExpertFacts = Readonly<{
  /** Somebody who may confirm this expert has invited them: they are in as soon as they apply. */
  isInvited: boolean;
}>;

/**
 * A person's way into the pool of experts, and out of it. A person has one place in the pool; before the first application
 * they are outside. Only who is confirmed is asked to judge; `paused` is the expert's own choice.
 */
export const expertProcess = defineProcess({
  name: 'expert',
  initial: 'outside',
  states: expertStates,
  roles: ['expert', 'confirmer'],
  final: [],
  guards: { isInvited: ({ isInvited }: ExpertFacts) => isInvited },
  table: {
    apply: {
      by: ['expert'],
      from: ['outside', 'refused', 'ended'],
      to: [{ state: 'confirmed', when: 'isInvited' }, { state: 'applied' }],
    },
    revise: { by: ['expert'], from: ['applied', 'confirmed', 'paused'], to: [{ state: 'same' }] },
    confirm: { by: ['confirmer'], from: ['applied'], to: [{ state: 'confirmed' }] },
    refuse: { by: ['confirmer'], from: ['applied'], to: [{ state: 'refused' }] },
    pause: { by: ['expert'], from: ['confirmed'], to: [{ state: 'paused' }] },
    resume: { by: ['expert'], from: ['paused'], to: [{ state: 'confirmed' }] },
    end: { by: ['expert', 'confirmer'], from: ['applied', 'confirmed', 'paused'], to: [{ state: 'ended' }] },
  },
});
export type ExpertRole = RoleOf<typeof expertProcess>;
export type ExpertCommand = CommandOf<typeof expertProcess>;

export const expertInvitationStates = ['open', 'accepted', 'declined', 'withdrawn'] as const;
export type ExpertInvitationState = (typeof expertInvitationStates)[number];

/** An authority or a centre asks somebody into the pool. It is accepted by applying. */
export const expertInvitationProcess = defineProcess({
  name: 'expertInvitation',
  initial: 'open',
  states: expertInvitationStates,
  roles: ['invited', 'inviter'],
  final: ['accepted', 'declined', 'withdrawn'],
  guards: {},
  table: {
    accept: { by: ['invited'], from: ['open'], to: [{ state: 'accepted' }] },
    decline: { by: ['invited'], from: ['open'], to: [{ state: 'declined' }] },
    withdraw: { by: ['inviter'], from: ['open'], to: [{ state: 'withdrawn' }] },
  },
});
