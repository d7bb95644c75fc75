import { type CalendarDate, dateInShanghai } from '../../domain/calendar.ts';
import type { ParameterKey } from '../../domain/parameters.ts';
import type { Feature, Ground } from '../../platform/feature.ts';
import { listParameters, parametersService } from './parameters.service.ts';
import { parametersStore } from './parameters.store.ts';

export function parametersFeature({ database, commands, proofOf }: Ground) {
  const store = parametersStore(database);
  const service = parametersService(store, commands, proofOf);
  const numberAt = async (key: ParameterKey, place: string, day: CalendarDate) =>
    Number((await service.at(key, place, day)).value);
  return {
    handlers: {
      'parameters.list': () => listParameters(store),
      'parameters.set': ({ actor, body }) => service.set(actor, body),
    },
    offers: {
      at: service.at,
      numberAt,
      /** The number that holds in a place at a moment. */
      numberNow: (key: ParameterKey) => (place: string, now: Date) => numberAt(key, place, dateInShanghai(now)),
    },
  } satisfies Feature;
}
