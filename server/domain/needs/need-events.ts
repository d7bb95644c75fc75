import { type EventIn, typesIn } from '../event.ts';
import type { BatchImported, BatchUndone } from '../imports/import-events.ts';
import type { NeedCommand, NeedState } from './need-process.ts';

/** Events of needs: of one in its stream `need:<id>`; of many in the stream of the import or job. */
export type NeedEvents = {
  'need.created': Readonly<{ organisationId: string; identity: string; contentDigest: string }>;
  'need.revised': Readonly<{ fields: readonly string[]; contentDigest: string }>;
  'need.stepped': Readonly<{ step: NeedCommand; from: NeedState; to: NeedState }>;
  'needs.imported': BatchImported;
  'needs.importUndone': BatchUndone;
  'needs.expired': Readonly<{ changed: readonly string[] }>;
};
export type NeedEventType = keyof NeedEvents;

type IdsOf = {
  readonly [Type in NeedEventType]: (data: NeedEvents[Type], own: readonly string[]) => readonly string[];
};
const itself = (_: unknown, own: readonly string[]) => own;
const changed = (data: Readonly<{ changed: readonly string[] }>) => data.changed;
const idsOf: IdsOf = {
  'need.created': itself,
  'need.revised': itself,
  'need.stepped': itself,
  'needs.importUndone': (data) => [...data.removed, ...data.restored],
  'needs.imported': (data) => [...data.created, ...data.changed],
  'needs.expired': changed,
};
const idsIn = <Type extends NeedEventType>(type: Type, data: NeedEvents[Type], own: readonly string[]) =>
  idsOf[type](data, own);

/** Every event that may change what others see of a need. */
export const needEventTypes = typesIn(idsOf);

/** Ids of the needs that an event changed; keepers of copies (search, matching) load these again. */
export const needIdsOf = ({ type, data, stream }: EventIn<NeedEvents>): readonly string[] =>
  idsIn(type, data, [stream.slice('need:'.length)]);
