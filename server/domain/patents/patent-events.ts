import { type EventIn, typesIn } from '../event.ts';
import type { BatchImported, BatchUndone } from '../imports/import-events.ts';
import type { ListingCommand, ListingState } from './listing-process.ts';

/** Events of listings: of one in its stream `patent:<id>`; of many in the stream of the import or job. */
export type PatentEvents = {
  'patent.created': Readonly<{ organisationId: string; identity: string; contentDigest: string }>;
  /** `corrected`: the names of the patent that were wrong; absent where none was. */
  'patent.revised': Readonly<{ fields: readonly string[]; contentDigest: string; corrected?: readonly string[] }>;
  /** `use`: a completed contract was noted (see dormancy); the state stays. */
  'patent.stepped': Readonly<{ step: ListingCommand | 'use'; from: ListingState; to: ListingState }>;
  'patents.imported': BatchImported;
  'patents.importUndone': BatchUndone;
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
  'patents.importUndone': (data) => [...data.removed, ...data.restored],
  'patents.imported': (data) => [...data.created, ...data.changed],
  'patents.stepped': changed,
  'patents.becameDue': changed,
};
const idsIn = <Type extends PatentEventType>(type: Type, data: PatentEvents[Type], own: readonly string[]) =>
  idsOf[type](data, own);

/** Every event that may change what others see of a patent. */
export const patentEventTypes = typesIn(idsOf);

/** Ids of the patents that an event changed; keepers of copies (search, matching) load these again. */
export const patentIdsOf = ({ type, data, stream }: EventIn<PatentEvents>): readonly string[] =>
  idsIn(type, data, [stream.slice('patent:'.length)]);
