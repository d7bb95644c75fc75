import type { ExpertCommand, ExpertState } from './expert-process.ts';

/**
 * Of a person's place in the pool, stream `expert:<user>`; and of invitations, stream `expertInvitation:<id>`. What the
 * profile says is personal, so it appears only as a digest.
 */
export type ExpertEvents = {
  'expert.applied': Readonly<{ to: ExpertState; place: string; profileDigest: string; invitationId: string | null }>;
  'expert.revised': Readonly<{ place: string; profileDigest: string }>;
  'expert.stepped': Readonly<{ step: ExpertCommand; from: ExpertState; to: ExpertState; reasonDigest: string | null }>;
  /** Whom, is known by an address alone, which is no fact for an event. */
  'expert.invited': Readonly<{ place: string }>;
  'expert.invitationDeclined': Readonly<{ userId: string }>;
  'expert.invitationWithdrawn': Readonly<Record<string, never>>;
};
