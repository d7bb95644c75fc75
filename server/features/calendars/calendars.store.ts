import type { CalendarYear } from '../../domain/calendar/years.ts';
import { anything, collection, type Database } from '../../platform/database/mongo.ts';
import { saveVersioned, type Versioned } from '../../platform/database/versioned.store.ts';

export type StoredYear = Versioned & CalendarYear;

const years = collection<StoredYear>('calendarYears', {
  ...{ _id: String, v: Number, version: Number, year: Number },
  ...{ notice: anything, daysOff: [String], workdays: [String], local: anything },
});

/** The calendar years whose notice was imported; `_id` is the year. */
export function calendarsStore(database: Database) {
  const model = database.model(years);
  return {
    all: () => model.find().sort({ year: 1 }).limit(1000).lean<StoredYear[]>(),
    save: (year: StoredYear) => saveVersioned(model, year),
  };
}

export type CalendarsStore = ReturnType<typeof calendarsStore>;
