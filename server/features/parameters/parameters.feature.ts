import { type CalendarDate, dateInShanghai } from '../../domain/calendar.ts';
import type { ParameterKey } from '../../domain/parameters.ts';
import type { Feature, Ground } from '../../platform/feature.ts';
import { listParameters, parametersService } from './parameters.service.ts';
import { parametersStore } from './parameters.store.ts';

export function parametersFeature({ database, commands, proofOf }: Ground) {
  const store = parametersStore(database);
  const service = parametersService(store, commands, proofOf);
  /** The entries in force on a day, by place. Throws for a place where the parameter has no value. */
  const entriesOn = async (key: ParameterKey, day: CalendarDate) => {
    const entryIn = await service.on(key, day);
    return (place: string) => {
      const entry = entryIn(place);
      if (!entry) throw new Error(`${key} has no value in ${place} on ${day}`);
      return { ...entry, value: Number(entry.value) };
    };
  };
  return {
    handlers: {
      'parameters.list': () => listParameters(store),
      'parameters.set': ({ actor, body }) => service.set(actor, body),
    },
    offers: {
      entriesOn,
      entryAt: async (key: ParameterKey, place: string, day: CalendarDate) => (await entriesOn(key, day))(place),
      /** The value in force in a place at a moment. */
      numberNow: (key: ParameterKey) => async (place: string, now: Date) =>
        (await entriesOn(key, dateInShanghai(now)))(place).value,
    },
  } satisfies Feature;
}
