import type { Model } from 'mongoose';
import type { CalendarDate } from '../../domain/calendar.ts';
import type { Deadline } from '../../domain/deadlines.ts';
import { anything } from './mongo.ts';
import type { Versioned } from './versioned.store.ts';

/** Fields of a stored thing with terms: the running one, and the last day before the system gives its next command. */
export type StoredTerm = { deadline: Deadline | null; dueOn?: CalendarDate | null };
export const termFields = { deadline: anything, dueOn: String };
export const termIndexes = [
  [{ dueOn: 1, _id: 1 }],
  [{ 'deadline.counting': 1, 'deadline.lastDay': 1, _id: 1 }],
] as const;

/** Queries on things by their terms. `marked` sets `dueOn` of a thing from its term. */
export function timedStore<Thing extends Versioned & StoredTerm>(model: Model<Thing>, marked: (thing: Thing) => Thing) {
  return {
    /** Things whose last day is before `today`, the most overdue first. */
    due: (today: CalendarDate, limit: number): Promise<Thing[]> =>
      model
        .find({ dueOn: { $lt: today } })
        .sort({ dueOn: 1, _id: 1 })
        .limit(limit)
        .lean<Thing[]>(),
    /** Things with a term of working days that overlaps `from` to `to`, by id. */
    counted: (from: CalendarDate, to: CalendarDate, afterId: string, limit: number): Promise<Thing[]> =>
      model
        .find({
          'deadline.counting': 'working',
          'deadline.lastDay': { $gte: from },
          'deadline.startedOn': { $lte: to },
          _id: { $gt: afterId },
        })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<Thing[]>(),
    /** Stores a recounted term. The version stays: the thing itself has not changed. */
    setTerm: async (thing: Thing): Promise<void> => {
      const { _id, deadline, dueOn } = marked(thing);
      await model.updateOne({ _id }, { $set: { deadline, dueOn } });
    },
  };
}

export type TimedStore<Thing extends Versioned & StoredTerm> = ReturnType<typeof timedStore<Thing>>;
