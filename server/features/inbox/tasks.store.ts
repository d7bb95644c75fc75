import { type CalendarDate, endOfTime } from '../../domain/calendar.ts';
import { awaitedUntil, gathered, type Task, type TaskKind, taskOf } from '../../domain/tasks.ts';
import { collection, type Database } from '../../platform/database/mongo.ts';
import { everyPage, pageOf, type Page, type PageQuery } from '../../platform/database/page.store.ts';

/** A task of one thing, as its `waitsFor` said it last; `_id` is the task's. */
type StoredTask = {
  _id: string;
  v: number;
  what: TaskKind;
  thing: string;
  organisationId: string;
  unitId: string | null;
  due: CalendarDate | null;
  /** The due day, or the end of time: lists are ordered by it. */
  sortDay: string;
  /** The last day on which it is awaited; null: until it is done. */
  until: CalendarDate | null;
  parts: string[];
  count: number;
  /** A copy of who took it, for lists; kept by whoever changes that. */
  takenBy: string | null;
};
const tasks = collection<StoredTask>(
  'tasks',
  {
    _id: String,
    v: Number,
    what: String,
    thing: String,
    organisationId: String,
    unitId: String,
    due: String,
    sortDay: String,
    until: String,
    parts: [String],
    count: Number,
    takenBy: String,
  },
  [[{ thing: 1 }], [{ organisationId: 1, sortDay: 1, _id: 1 }], [{ takenBy: 1, organisationId: 1 }], [{ until: 1 }]],
);

/** How many things of a queue are due on one day, so that a queue costs nothing to count. `_id`: queue and day. */
type StoredCell = {
  _id: string;
  v: number;
  what: TaskKind;
  organisationId: string;
  unitId: string | null;
  /** Empty for what is due at any time. */
  day: string;
  count: number;
};
const cells = collection<StoredCell>(
  'taskCells',
  {
    _id: String,
    v: Number,
    what: String,
    organisationId: String,
    unitId: String,
    day: String,
    count: Number,
  },
  [[{ organisationId: 1, day: 1, _id: 1 }]],
);

/** In which cells a thing is counted; `_id` is its stream name. Things that are in none have no row. */
type StoredPlace = { _id: string; v: number; cells: string[] };
const places = collection<StoredPlace>('taskPlaces', { _id: String, v: Number, cells: [String] });

/** A task as it is kept, with who took it. */
export type KeptTask = Readonly<{ task: Task; takenBy: string | null }>;

/** What a list of an organisation's tasks may be narrowed to. */
export type TaskFilter = Readonly<{
  /** Organisations, and the person for whom things wait. */
  whose: readonly string[];
  today: CalendarDate;
  /** Only what nobody else of the organisation took, of these kinds, and not of these things. */
  only?: Readonly<{ takenBy: string; kinds: readonly TaskKind[]; notOf: readonly string[] }> | undefined;
}>;

const cellOf = ({ id, due }: Task): string => (due === null ? id : `${id} ${due}`);

/** The tasks of things, and the counts of queues. Everything here but `takenBy` follows from the things. */
export function tasksStore(database: Database) {
  const models = { task: database.model(tasks), cell: database.model(cells), place: database.model(places) };

  const condition = ({ whose, today, only }: TaskFilter) => ({
    organisationId: { $in: [...whose] },
    $or: [{ until: null }, { until: { $gte: today } }],
    ...(only
      ? {
          takenBy: { $in: [null, only.takenBy] },
          what: { $in: [...only.kinds] },
          ...(only.notOf.length > 0 ? { thing: { $nin: [...only.notOf] } } : {}),
        }
      : {}),
  });

  /** Adds to the counts of cells. */
  const count = async (changes: ReadonlyMap<string, number>): Promise<void> => {
    const operations = [...changes].flatMap(([_id, by]) => {
      if (by === 0) return [];
      const cell = readCell(_id);
      return [{ updateOne: { filter: { _id }, update: { $inc: { count: by }, $setOnInsert: cell }, upsert: true } }];
    });
    if (operations.length === 0) return;
    await models.cell.bulkWrite(operations);
    const fewer = [...changes].flatMap(([_id, by]) => (by < 0 ? [_id] : []));
    if (fewer.length > 0) await models.cell.deleteMany({ _id: { $in: fewer }, count: 0 });
  };

  return {
    /** The single tasks of things. */
    ofThings: async (things: readonly string[]): Promise<Task[]> =>
      (await models.task.find({ thing: { $in: [...things] } }).lean<StoredTask[]>()).map(fromRow),
    /** Writes tasks that were not there or said something else, and removes those that nobody waits for any more. */
    write: async (
      changed: readonly (Task & Readonly<{ isNew: boolean; takenBy: string | null }>)[],
      gone: readonly string[],
    ): Promise<void> => {
      const operations = changed.map(({ isNew, takenBy, ...task }) =>
        isNew
          ? { insertOne: { document: { ...toRow(task), takenBy } } }
          : { updateOne: { filter: { _id: task.id }, update: { $set: said(task) } } },
      );
      const removals = gone.length > 0 ? [{ deleteMany: { filter: { _id: { $in: [...gone] } } } }] : [];
      if (operations.length + removals.length > 0) await models.task.bulkWrite([...operations, ...removals]);
    },

    /** In which cells things are counted; things that are in none are missing. */
    cellsOf: async (things: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> => {
      const rows = await models.place.find({ _id: { $in: [...things] } }).lean<StoredPlace[]>();
      return new Map(rows.map(({ _id, cells: of }) => [_id, of]));
    },
    /** Says anew in which cells things are counted. */
    place: async (things: ReadonlyMap<string, readonly string[]>): Promise<void> => {
      const operations = [...things].map(([_id, of]) =>
        of.length === 0
          ? { deleteOne: { filter: { _id } } }
          : { replaceOne: { filter: { _id }, replacement: { _id, v: 1, cells: [...of] }, upsert: true } },
      );
      if (operations.length > 0) await models.place.bulkWrite(operations);
    },
    count,

    /** Single tasks of an organisation with queues among them, what is due first first. */
    page: async (filter: TaskFilter, page: PageQuery, queues: readonly KeptTask[]): Promise<Page<KeptTask>> => {
      const beside = queues.map(({ task, takenBy }) => ({ ...toRow(task), takenBy }));
      const order = ['sortDay', '_id'] as const;
      const { rows, nextCursor } = await pageOf(models.task, condition(filter), order, page, 'tasks', beside);
      return { rows: rows.map((row) => ({ task: fromRow(row), takenBy: row.takenBy })), nextCursor };
    },
    /** Those of some ids that wait for an organisation or a person. */
    among: async (whose: readonly string[], ids: readonly string[]): Promise<string[]> => {
      const rows = await models.task
        .find({ _id: { $in: [...ids] }, organisationId: { $in: [...whose] } }, { _id: 1 })
        .lean<{ _id: string }[]>();
      return rows.map(({ _id }) => _id);
    },
    /** How many there are, up to a limit. */
    total: (filter: TaskFilter, limit: number): Promise<number> =>
      models.task.countDocuments(condition(filter)).limit(limit),
    /** The queues of some organisations, of what is due by `remindUntil`. */
    queues: async (organisationIds: readonly string[], remindUntil: CalendarDate): Promise<Task[]> => {
      const found = await models.cell
        .find({ organisationId: { $in: [...organisationIds] }, day: { $lte: remindUntil } })
        .lean<StoredCell[]>();
      return gathered(found.map(toTask));
    },
    task: async (id: string): Promise<Task | null> => {
      const row = await models.task.findById(id).lean<StoredTask | null>();
      if (row) return fromRow(row);
      const [queue = null] = gathered((await models.cell.find(ofQueue(id)).lean<StoredCell[]>()).map(toTask));
      return queue;
    },
    setTaken: async (ids: readonly string[], takenBy: string | null): Promise<void> => {
      if (ids.length > 0) await models.task.updateMany({ _id: { $in: [...ids] } }, { $set: { takenBy } });
    },
    /** Forgets what was awaited until a day before `today`. */
    tidy: async (today: CalendarDate): Promise<void> => {
      await models.task.deleteMany({ until: { $lt: today } });
    },

    pages: () => everyPage(models.task),
    placePages: () => everyPage(models.place),
    /** Counts all queues anew, inside a transaction; answers how many counts were wrong. */
    recount: async (): Promise<number> => {
      const wrong = new Map<string, number>();
      const add = (cell: string, by: number) => wrong.set(cell, (wrong.get(cell) ?? 0) + by);
      for await (const page of everyPage(models.place))
        for (const { cells: of } of page) for (const cell of of) add(cell, 1);
      for await (const page of everyPage(models.cell)) for (const { _id, count: kept } of page) add(_id, -kept);
      for (const [cell, by] of wrong) if (by === 0) wrong.delete(cell);
      await count(wrong);
      return wrong.size;
    },
  };
}

export type TasksStore = ReturnType<typeof tasksStore>;

/** The cells in which a thing's tasks are counted: one for each queue that it is in. */
export const cellsFor = (list: readonly Task[]): string[] => list.map(cellOf).sort();

/** What a task says, which may change while it waits. */
const said = (task: Task) => ({
  due: task.due,
  sortDay: task.due ?? endOfTime,
  until: awaitedUntil(task),
  parts: [...task.parts],
  count: task.count,
});

const toRow = (task: Task): Omit<StoredTask, 'takenBy'> => ({
  ...{ _id: task.id, v: 1, what: task.what, thing: task.thing ?? '' },
  ...{ organisationId: task.whom.organisationId, unitId: task.whom.unitId, ...said(task) },
});

const fromRow = ({ what, thing, organisationId, unitId, due, parts, count }: StoredTask): Task =>
  taskOf(what, { thing, organisationId, unitId, due, parts, count });

const toTask = ({ what, organisationId, unitId, day, count }: StoredCell): Task =>
  // a day that `cellOf` wrote
  taskOf(what, { thing: '', organisationId, unitId, due: day === '' ? null : (day as CalendarDate), count });

/** Condition: the cells of a queue, whose ids are its own, and its own and a day. */
const ofQueue = (id: string) => ({ _id: { $gte: id, $lte: `${id} ${endOfTime}` } });

/** A cell by its id, which says everything about it. */
function readCell(id: string): Omit<StoredCell, '_id' | 'count'> {
  const [queue = '', day = ''] = id.split(' ');
  const [what = '', whose = ''] = queue.split(/@(.*)/s);
  const [organisationId = '', unitId] = whose.split('/');
  return { v: 1, what: what as TaskKind, organisationId, unitId: unitId ?? null, day }; // as `taskOf` wrote it
}
