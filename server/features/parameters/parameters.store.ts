import type { CalendarDate } from '../../domain/calendar.ts';
import type { ParameterEntry, ParameterKey, ParameterValue } from '../../domain/parameters.ts';
import { anything, collection, type Database } from '../../platform/database/mongo.ts';
import { saveVersioned, type Versioned } from '../../platform/database/versioned.store.ts';

export type StoredParameter = Versioned & {
  key: ParameterKey;
  place: string;
  effectiveFrom: CalendarDate;
  value: ParameterValue;
  source: string;
};

const parameters = collection<StoredParameter>(
  'parameters',
  {
    _id: String,
    v: Number,
    version: Number,
    key: String,
    place: String,
    effectiveFrom: String,
    value: anything,
    source: String,
  },
  [[{ key: 1, effectiveFrom: 1, _id: 1 }]],
);

/** Entries are only added, never changed. */
export function parametersStore(database: Database) {
  const model = database.model(parameters);
  return {
    add: (parameter: StoredParameter) => saveVersioned(model, parameter),
    all: () => model.find().sort({ key: 1, effectiveFrom: 1, _id: 1 }).lean<StoredParameter[]>(),
    of: (key: ParameterKey): Promise<ParameterEntry[]> =>
      model.find({ key }).sort({ effectiveFrom: 1, _id: 1 }).lean<StoredParameter[]>(),
  };
}

export type ParametersStore = ReturnType<typeof parametersStore>;
