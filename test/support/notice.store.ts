import { nextDue } from '../../server/domain/deadlines.ts';
import { defineProcess } from '../../server/domain/process.ts';
import { collection, type Database } from '../../server/platform/database/mongo.ts';
import { type StoredTerm, termFields, termIndexes, timedStore } from '../../server/platform/database/timed.store.ts';
import { replaceVersioned, saveVersioned, type Versioned } from '../../server/platform/database/versioned.store.ts';

/** A notice published for five working days: the smallest thing with a term. */
export const noticeProcess = defineProcess({
  name: 'notice',
  states: ['written', 'public', 'over'],
  roles: ['writer', 'system'],
  initial: 'written',
  final: ['over'],
  guards: {},
  after: { public: { days: 'centre.publicityDays', counting: 'working', command: 'end' } },
  table: {
    publish: { by: ['writer'], from: ['written'], to: [{ state: 'public' }] },
    end: { by: ['system'], from: ['public'], to: [{ state: 'over' }] },
  },
});

export type Notice = Versioned & StoredTerm & { organisationId: string; state: 'written' | 'public' | 'over' };
export const noticeDue = (notice: Notice) => nextDue(noticeProcess, { ...notice, until: {} });
const marked = (notice: Notice): Notice => ({ ...notice, dueOn: noticeDue(notice)?.lastDay ?? null });

const notices = collection<Notice>(
  'notices',
  { _id: String, v: Number, version: Number, organisationId: String, state: String, ...termFields },
  [...termIndexes],
);

export function noticeStore(database: Database) {
  const model = database.model(notices);
  return {
    notice: (id: string) => model.findById(id).lean<Notice | null>(),
    save: (notice: Notice) => saveVersioned(model, marked(notice)),
    replaceAll: (list: readonly Notice[]) => replaceVersioned(model, list.map(marked)),
    ...timedStore(model, marked),
  };
}
