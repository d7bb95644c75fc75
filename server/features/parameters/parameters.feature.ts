import { type CalendarDate, dateInShanghai } from '../../domain/calendar.ts';
import type { ParameterKey } from '../../domain/parameters.ts';
import type { Feature, Ground } from '../../platform/feature.ts';
import { listParameters, parametersService } from './parameters.service.ts';
import { parametersStore } from './parameters.store.ts';

export function parametersFeature({ database, commands, proofOf }: Ground) {
  const store = parametersStore(database);
  const service = parametersService(store, commands, proofOf);
  /** What holds in a place on a day, of a parameter that has a value everywhere. */
  const entryAt = async (key: ParameterKey, place: string, day: CalendarDate) => {
    const entry = await service.at(key, place, day);
    if (!entry) throw new Error(`${key} has no value in ${place} on ${day}`);
    return { ...entry, value: Number(entry.value) };
  };
  const numberAt = async (key: ParameterKey, place: string, day: CalendarDate) =>
    (await entryAt(key, place, day)).value;
  return {
    handlers: {
      'parameters.list': () => listParameters(store),
      'parameters.set': ({ actor, body }) => service.set(actor, body),
    },
    offers: {
      entryAt,
      numberAt,
      /** The number that holds in a place at a moment. */
      numberNow: (key: ParameterKey) => (place: string, now: Date) => numberAt(key, place, dateInShanghai(now)),
    },
  } satisfies Feature;
}
