import type { EventType } from '../events.ts';
import { type WebhookTopic, webhookTopics } from './webhooks.ts';

/** What each topic tells of. Only what every organisation that an event concerns may know has happened. */
export const typesOfTopic = {
  matches: [
    ...(['match.interestShown', 'match.becameMutual', 'match.declined', 'match.recommended', 'match.expired'] as const),
    ...(['question.asked', 'question.askedMore', 'question.answered', 'question.declined', 'question.lapsed'] as const),
  ],
  deals: [
    ...(['deal.opened', 'deal.offered', 'deal.offerWithdrawn', 'deal.accepted', 'deal.reopened'] as const),
    ...(['deal.fileAttached', 'deal.fileConfirmed', 'deal.confirmationWithdrawn', 'deal.signed'] as const),
    ...(['deal.closed', 'room.messageSent'] as const),
  ],
  contracts: [
    ...(['contract.opened', 'contract.madeEffective', 'contract.evidenceRecorded', 'contract.lineRecorded'] as const),
    ...(['contract.lineConfirmed', 'contract.reversalAsked', 'contract.lineReversed', 'contract.completed'] as const),
    ...(['contract.endAsked', 'contract.ended'] as const),
  ],
  listings: ['patent.stepped', 'patents.stepped', 'patents.becameDue', 'need.stepped', 'needs.expired'],
  lists: ['import.previewed', 'import.refused', 'import.done'],
  organisation: ['organisation.approved', 'organisation.suspended', 'organisation.memberChanged'],
} as const satisfies Record<WebhookTopic, readonly EventType[]>;
export type ToldType = (typeof typesOfTopic)[WebhookTopic][number];
export const toldTypes: readonly ToldType[] = webhookTopics.flatMap(
  (topic): readonly ToldType[] => typesOfTopic[topic],
);

export const topicOf = (type: ToldType): WebhookTopic =>
  webhookTopics.find((topic) => typesOfTopic[topic].some((one) => one === type)) ?? 'organisation';
