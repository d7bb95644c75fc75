import { type EventIn, typesIn } from '../event.ts';
import type { BatchImported } from '../imports/import-events.ts';
import type { ListingCommand, ListingState } from './listing-process.ts';

/** What happens to listings: to one in its stream `patent:<id>`, to many in the stream of what did it. */
export type PatentEvents = {
  'patent.created': Readonly<{ organisationId: string; identity: string; contentDigest: string }>;
  'patent.revised': Readonly<{ fields: readonly string[]; contentDigest: string }>;
  /** `use`: a completed deal was noted, the listing stays what it was. */
  'patent.stepped': Readonly<{ step: ListingCommand | 'use'; from: ListingState; to: ListingState }>;
  'patents.imported': BatchImported;
  'patents.stepped': Readonly<{ step: ListingCommand; changed: readonly string[] }>;
  'patents.becameDue': Readonly<{ state: ListingState; changed: readonly string[] }>;
};
export type PatentEventType = keyof PatentEvents;

type IdsOf = {
  readonly [Type in PatentEventType]: (data: PatentEvents[Type], own: readonly string[]) => readonly string[];
};
const itself = (_: unknown, own: readonly string[]) => own;
const changed = (data: Readonly<{ changed: readonly string[] }>) => data.changed;
const idsOf: IdsOf = {
  'patent.created': itself,
  'patent.revised': itself,
  'patent.stepped': itself,
  'patents.imported': (data) => [...data.created, ...data.changed],
  'patents.stepped': changed,
  'patents.becameDue': changed,
};
const idsIn = <Type extends PatentEventType>(type: Type, data: PatentEvents[Type], own: readonly string[]) =>
  idsOf[type](data, own);

/** Every event after which what others may see of a patent can differ. */
export const patentEventTypes = typesIn(idsOf);

/** The patents that an event changed; whoever keeps copies of patents looks at these again. */
export const patentIdsOf = ({ type, data, stream }: EventIn<PatentEvents>): readonly string[] =>
  idsIn(type, data, [stream.slice('patent:'.length)]);
