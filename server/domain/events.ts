import type { AccountEvents } from './accounts/account-events.ts';
import type { CalendarEvents } from './calendar/calendar-events.ts';
import type { ContractEvents } from './contracts/contract-events.ts';
import type { EventIn } from './event.ts';
import type { InboxEvents } from './inbox/inbox-events.ts';
import type { ExpertEvents } from './experts/expert-events.ts';
import type { InspectionEvents } from './contracts/inspection-events.ts';
import type { PriceEvents } from './contracts/price-events.ts';
import type { DealEvents, RoomEvents } from './deals/deal-events.ts';
import type { ImportEvents } from './imports/import-events.ts';
import type { MatchEvents, MatchingEvents } from './matches/match-events.ts';
import type { NeedEvents } from './needs/need-events.ts';
import type { ParameterEvents, ReviewEvents } from './parameter-events.ts';
import type { PatentEvents } from './patents/patent-events.ts';
import type { QuestionEvents } from './questions/question-events.ts';
import type { WatchEvents } from './watch-events.ts';
import type { WebhookEvents } from './webhooks/webhook-events.ts';

/**
 * The catalogue: the data of every event, by its permanent name. Events hold ids, facts and digests; never personal
 * data or texts that people wrote. Commands, readers, folds and time lines are typed by it.
 */
export type Events = AccountEvents &
  CalendarEvents &
  ContractEvents &
  DealEvents &
  ExpertEvents &
  ImportEvents &
  InboxEvents &
  InspectionEvents &
  MatchEvents &
  MatchingEvents &
  NeedEvents &
  ParameterEvents &
  PatentEvents &
  PriceEvents &
  QuestionEvents &
  ReviewEvents &
  RoomEvents &
  WatchEvents &
  WebhookEvents;
export type EventType = keyof Events;

export type EventOf<Type extends EventType = EventType> = EventIn<Events, Type>;

/** Type and data of an event: what a decision returns and a fold reads. */
export type FactOf<Type extends EventType = EventType> = {
  [One in Type]: Readonly<{ type: One; data: Events[One] }>;
}[Type];

/** Whether an event is one of these types. */
export const isOneOf = <Type extends EventType>(
  event: EventOf,
  types: readonly Type[],
): event is EventOf & EventOf<Type> => types.some((type) => type === event.type);
