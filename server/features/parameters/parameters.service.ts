import type { Body } from '../../api/operations.ts';
import { type Actor, authorityOf, isAdministrator } from '../../domain/actors.ts';
import { type CalendarDate, calendarDate } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import { covers } from '../../domain/jurisdiction.ts';
import { concerning } from '../../domain/event.ts';
import {
  checkParameter,
  definitionOf,
  parameterAt,
  parameterKeys,
  type ParameterKey,
} from '../../domain/parameters.ts';
import type { Commands } from '../../platform/events/commands.ts';
import type { ParametersStore } from './parameters.store.ts';

/** Commands and look-up of parameters; `proofOf` gives the digest of a text for an event. */
export function parametersService(store: ParametersStore, commands: Commands, proofOf: (text: string) => string) {
  return {
    /** The entries in force on a day, by place. */
    on: async (key: ParameterKey, day: CalendarDate) => {
      const set = await store.of(key);
      return (place: string) => parameterAt(key, set, place, day);
    },

    set: (actor: Actor, body: Body<'parameters.set'>) =>
      commands.execute(
        { operation: 'parameters.set', stream: `parameter:${body.id}`, actor, body },
        async ({ version }) => {
          const { id, key, place, value, source } = body;
          if (!isForItsPlace(actor, place)) throw new DomainError('NOT_ALLOWED', 'parameters.notMyPlace');
          checkParameter(key, value);
          const effectiveFrom = calendarDate(body.effectiveFrom);
          await store.add({ _id: id, v: 1, version, key, place, effectiveFrom, value, source });
          const data = { key, place, effectiveFrom, value, sourceDigest: proofOf(source) };
          return { type: 'parameter.set', data, concerns: concerning({ place }) };
        },
      ),
  };
}

/** All entries of all parameters: those shipped, and all that were ever set. */
export async function listParameters(store: ParametersStore) {
  const set = await store.all();
  return {
    items: parameterKeys.map((key) => ({
      key,
      what: definitionOf(key).what,
      values: [
        ...definitionOf(key).shipped.map((entry) => ({ id: null, ...entry })),
        ...set.filter((entry) => entry.key === key).map(({ _id: id, ...entry }) => ({ id, ...entry })),
      ].map(({ id, place, effectiveFrom, value, source }) => ({
        id,
        place,
        effectiveFrom,
        value,
        source,
      })),
    })),
  };
}

function isForItsPlace(actor: Actor, place: string): boolean {
  if (actor.kind === 'system' || isAdministrator(actor)) return true;
  const authority = authorityOf(actor);
  return authority !== undefined && covers(authority, place);
}
