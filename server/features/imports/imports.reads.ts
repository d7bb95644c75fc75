import type { Input, Output } from '../../api/operations.ts';
import type { Actor } from '../../domain/actors.ts';
import { type CalendarDate, dateInShanghai } from '../../domain/calendar.ts';
import { importProcess } from '../../domain/imports/import-process.ts';
import type { Language, MessageKey } from '../../domain/messages.ts';
import type { NeedContent } from '../../domain/needs/need-content.ts';
import { readNeed } from '../../domain/needs/reading/read-need.ts';
import { understoodView } from '../../domain/needs/reading/understood.ts';
import { actingOrganisation } from '../../domain/permissions.ts';
import { allowedCommands } from '../../domain/process.ts';
import { importRoles } from '../../domain/imports/import-visibility.ts';
import { factsOf, fieldsOf, ownImport } from './imports.service.ts';
import type { ImportsStore, StoredImport, StoredProgress, StoredRow } from './imports.store.ts';
import type { Clock } from '../../platform/clock.ts';
import type { RowProblem } from './parse/row-reader.ts';
import { csvHead, csvLines, sentence } from './problems-csv.ts';

type ImportView = Output<'imports.get'>;
type RowView = Output<'imports.rows'>['items'][number];
const pageSize = 500;

/** What people see of imports. */
export function importsReads(store: ImportsStore, clock: Clock) {
  const views = async (actor: Actor, list: readonly StoredImport[], language: Language): Promise<ImportView[]> => {
    const inReading = list.filter(({ state }) => state === 'reading').map(({ _id }) => _id);
    const progress = await store.progressOf(inReading);
    return list.map((stored) => view(actor, stored, progress.get(stored._id), language, clock.now()));
  };

  return {
    import: async (actor: Actor, importId: string, language: Language): Promise<ImportView> => {
      const [found] = await views(actor, [await ownImport(store, actor, importId)], language);
      if (!found) throw new Error('one import has one view');
      return found;
    },

    list: async (actor: Actor, query: Input<'imports.list'>['query'], language: Language) => {
      const { rows, nextCursor } = await store.ownPage(actingOrganisation(actor).id, query);
      return { items: await views(actor, rows, language), nextCursor };
    },

    rows: async (actor: Actor, importId: string, query: Input<'imports.rows'>['query'], language: Language) => {
      const { understood } = await ownImport(store, actor, importId);
      const { outcome, only } = query;
      const today = dateInShanghai(clock.now());
      const { rows, nextCursor } = await store.rowPage(importId, { outcome, only }, query);
      return { items: rows.map((row) => rowView(row, understood, today, language)), nextCursor };
    },

    problems: async (actor: Actor, importId: string, language: Language) => {
      const { fileName } = await ownImport(store, actor, importId);
      const lines = async function* (): AsyncGenerator<Uint8Array> {
        yield Buffer.from(csvHead(language));
        for (let after = 0; ;) {
          const rows = await store.problemRowsAfter(importId, after, pageSize);
          const problems = rows.flatMap((row) => [...row.problems, ...row.notes]);
          yield Buffer.from(csvLines(problems, language));
          const last = rows.at(-1);
          if (!last || rows.length < pageSize) return;
          after = last.row;
        }
      };
      return { fileName: `${fileName.replace(/\.[^.]*$/, '')}-problems.csv`, content: lines() };
    },
  };
}

/** An import as a reader sees it; `reading`: how far it has been read, while it is. */
function view(
  actor: Actor,
  stored: StoredImport,
  reading: StoredProgress | undefined,
  language: Language,
  now: Date,
): ImportView {
  const { preview, written, understood, refusal } = stored;
  const total = reading ? reading.total : preview.rows - preview.refused;
  const done = reading ? reading.done : written.created + written.changed + written.unchanged + written.refused;
  return {
    id: stored._id,
    version: stored.version,
    subject: stored.subject,
    state: stored.state,
    fileName: stored.fileName,
    publish: stored.publish,
    createdAt: stored.createdAt.toISOString(),
    endedAt: stored.endedAt?.toISOString() ?? null,
    format: understood && {
      ...formatView(understood),
      isRemembered: stored.isRemembered ?? false,
      fields: [...fieldsOf(stored.subject)],
    },
    preview: { ...preview },
    written: { ...written },
    undoUntil: stored.undoUntil?.toISOString() ?? null,
    undone: stored.undone ? { ...stored.undone } : null,
    progress: { done, total, percent: total === 0 ? 0 : Math.min(100, Math.floor((100 * done) / total)) },
    refusal: refusal && sentence({ key: refusal.key as MessageKey, values: texts(refusal.details) }, language),
    allowed: allowedCommands(importProcess, stored.state, importRoles(actor, stored), factsOf(stored, now)),
  };
}

function formatView({ format, header, ...more }: NonNullable<StoredImport['understood']>) {
  return {
    kind: format.kind,
    encoding: format.kind === 'csv' ? format.encoding : null,
    delimiter: format.kind === 'csv' ? format.delimiter : null,
    sheet: format.kind === 'xlsx' ? format.sheet : null,
    headerRow: header.row,
    // imports of old have neither samples nor what was left out
    columns: header.columns.map(({ header: name, field, place }) => {
      const samples = (more as Partial<typeof more>).samples?.[place] ?? [];
      return { header: name, field, samples: [...samples] };
    }),
    unread: [...((more as Partial<typeof more>).unread ?? [])],
    passedOver: [...((more as Partial<typeof more>).passedOver ?? [])],
    passedOverCount: (more as Partial<typeof more>).passedOverCount ?? 0,
  };
}

function rowView(
  { row, outcome, content, problems, notes, doubles, isForeign, cells = [] }: StoredRow,
  understood: StoredImport['understood'],
  today: CalendarDate,
  language: Language,
): RowView {
  const problemView = (problem: RowProblem) => ({
    column: problem.column ?? null,
    place: problem.place ?? null,
    field: problem.field ?? null,
    message: sentence(problem, language),
    text: problem.text ?? null,
  });
  return {
    row,
    outcome,
    values: Object.entries(content ?? {}).flatMap(([field, value]) => {
      const text = shown(value);
      return text === '' ? [] : [{ field, text }];
    }),
    cells: cells.flatMap((text, place) =>
      text === '' ? [] : [{ place, header: understood?.header.columns[place]?.header ?? '', text }],
    ),
    problems: problems.map(problemView),
    notes: notes.map(problemView),
    understood: content && 'description' in content ? saidIn(content, today).map(understoodView) : [],
    doubles: doubles.map((double) => ({
      id: 'id' in double ? double.id : null,
      row: 'row' in double ? double.row : null,
      title: double.title,
    })),
    isForeign,
  };
}

/** What a need's text says of conditions that no column gave. */
function saidIn(content: NeedContent, today: CalendarDate) {
  const isOpen = { budget: !content.budgetFrom && !content.budgetTo, routes: content.routes.length === 0 };
  return readNeed(content.description, today).filter(({ field }) =>
    field === 'budget' || field === 'routes' ? isOpen[field] : content[field] === undefined,
  );
}

/** A value of a row as a short text. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return value.join('；').slice(0, 200);
  if (typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value) {
    return `${String(value.amount)} ${String(value.currency)}`;
  }
  return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 200) : '';
}

const texts = (details: Readonly<Record<string, unknown>>): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(details).filter(
      (entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number',
    ),
  );
