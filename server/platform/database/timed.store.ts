import type { Model } from 'mongoose';
import type { CalendarDate } from '../../domain/calendar.ts';
import type { Deadline } from '../../domain/deadlines.ts';
import { anything } from './mongo.ts';
import type { Versioned } from './versioned.store.ts';

/** What a stored thing carries that has terms: the one that runs, and the last day before time does something to it. */
export type StoredTerm = { deadline: Deadline | null; dueOn?: CalendarDate | null };
export const termFields = { deadline: anything, dueOn: String };
export const termIndexes = [
  [{ dueOn: 1, _id: 1 }],
  [{ 'deadline.counting': 1, 'deadline.lastDay': 1, _id: 1 }],
] as const;

/** Things of one collection by their terms. */
export function timedStore<Thing extends Versioned & StoredTerm>(model: Model<Thing>, marked: (thing: Thing) => Thing) {
  return {
    /** Things whose last day is before `today`, the longest overdue first. */
    due: (today: CalendarDate, limit: number): Promise<Thing[]> =>
      model
        .find({ dueOn: { $lt: today } })
        .sort({ dueOn: 1, _id: 1 })
        .limit(limit)
        .lean<Thing[]>(),
    /** Things with a term of working days that runs on one of these days, in the order of their ids. */
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
    /** A term says the same of a thing when it is counted anew: its version stays. */
    setTerm: async (thing: Thing): Promise<void> => {
      const { _id, deadline, dueOn } = marked(thing);
      await model.updateOne({ _id }, { $set: { deadline, dueOn } });
    },
  };
}

export type TimedStore<Thing extends Versioned & StoredTerm> = ReturnType<typeof timedStore<Thing>>;
